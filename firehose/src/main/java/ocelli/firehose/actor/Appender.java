package ocelli.firehose.actor;

import akka.Done;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import ocelli.firehose.core.Batch;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.jdbc.WriterKey;
import ocelli.protocol.ClientId;
import ocelli.runtime.HaltPoint;

/** Journals one partition's batches, one after the other, and tells the hubs after each commit. */
final class Appender {
  private static final HaltPoint COMMITTED = HaltPoint.named("firehose-committed");

  private final WriterKey key;
  private final WriterPorts ports;
  private volatile long position; // batches are strictly one at a time, on changing threads

  /** Another writer of the same partition lives. */
  static final class FencedException extends RuntimeException {
    FencedException(WriterKey key, long position) {
      super("another writer moved partition " + key.partition() + " from " + position);
    }
  }

  Appender(WriterKey key, long position, WriterPorts ports) {
    this.key = key;
    this.position = position;
    this.ports = ports;
  }

  CompletionStage<Done> append(Batch batch, int records) {
    long started = System.nanoTime();
    return ports
        .journal()
        .append(key, position, batch)
        .thenApply(
            answer ->
                answer.match(
                    committed -> committed(batch, records, committed.rows(), started),
                    () -> {
                      throw new FencedException(key, position);
                    }));
  }

  private Done committed(Batch batch, int records, List<JournalRow> rows, long started) {
    COMMITTED.reached();
    position = batch.next();
    if (!rows.isEmpty()) {
      ports.hubs().tell(new ClientHubs.Appended(rows));
      ports.nudges().tell(Topic.publish(new ClientHubs.Nudge(lasts(rows))));
    }
    ports.meters().received(records);
    ports.meters().done(rows.size());
    ports.meters().took(Duration.ofNanos(System.nanoTime() - started));
    return Done.getInstance();
  }

  long position() {
    return position;
  }

  private static Map<ClientId, Long> lasts(List<JournalRow> rows) {
    Map<ClientId, Long> lasts = new HashMap<>();
    rows.forEach(row -> lasts.put(row.client(), row.cursor()));
    return lasts;
  }
}
