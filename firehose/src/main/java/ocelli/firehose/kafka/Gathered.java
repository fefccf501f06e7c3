package ocelli.firehose.kafka;

import akka.kafka.ConsumerMessage.CommittableOffset;
import java.util.ArrayList;
import java.util.List;
import ocelli.firehose.core.Admitted;
import ocelli.firehose.core.Batch;

/** Records that gather while the journal is busy. Of one stream stage; not thread-safe. */
final class Gathered {
  private final List<Admitted> messages = new ArrayList<>();
  private ReadRecord last;
  private int count;

  Gathered(ReadRecord first) {
    this.last = first;
    add(first);
  }

  Gathered and(ReadRecord next) {
    add(next);
    return this;
  }

  private void add(ReadRecord read) {
    read.message().ifPresent(messages::add);
    last = read;
    count++;
  }

  Batch batch() {
    return new Batch(last.offset() + 1, last.appendedAt(), messages);
  }

  CommittableOffset committable() {
    return last.committable();
  }

  int count() {
    return count;
  }
}
