package ocelli.client.firehose;

import java.net.URI;
import java.time.Duration;
import ocelli.client.http.Retries;
import ocelli.client.http.Transport;
import ocelli.client.token.Authorised;
import ocelli.client.token.TokenSource;

/** Readers that find a silence sooner than in earnest. */
public final class Readers {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(5);

  private Readers() {}

  public static FirehoseReader reader(
      URI url,
      FirehoseOptions options,
      FirehoseListener listener,
      Retries retries,
      Duration silence) {
    Transport transport = new Transport(url, CONNECT, CALL, retries);
    Authorised server = new Authorised(transport, TokenSource.given("token"));
    return new FirehoseReader(server, options, listener, retries, silence);
  }
}
