package ocelli.firehose.http;

import akka.Done;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import ocelli.authz.verify.Claims;
import ocelli.firehose.core.From;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Resumption;
import ocelli.firehose.core.Word;
import ocelli.protocol.ClientId;

/** What held connections live on. */
public interface HeldPorts {
  /** A connection of the client begins; from now on its hub hears of commits. */
  void join(ClientId client);

  /** A connection of the client ended. */
  void leave(ClientId client);

  /** Whether the token of a connection was revoked meanwhile. */
  boolean revoked(Claims claims);

  /** Where a stream starts, or that it cannot. */
  CompletionStage<Resumption> open(ClientId client, From from);

  /** The next page of the table. */
  CompletionStage<Page> read(ClientId client, long position);

  /** The oldest cursor that is kept. */
  CompletionStage<OptionalLong> oldest(ClientId client);

  /** What the hub says comes next, within a heartbeat. */
  CompletionStage<Word> ask(ClientId client, long position);

  /** Completes after a while. */
  CompletionStage<Done> after(Duration time);

  /** The longest silence. */
  Duration heartbeat();

  /** The time at which a connection begins. */
  Clock clock();
}
