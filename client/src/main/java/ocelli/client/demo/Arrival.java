package ocelli.client.demo;

import java.time.Instant;
import ocelli.client.core.Message;

/** A message that came, how and when. */
record Arrival(Channel channel, Message message, Instant at) {}
