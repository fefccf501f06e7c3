package ocelli.push.kafka;

import akka.kafka.ConsumerMessage;
import java.util.ArrayList;
import java.util.List;
import ocelli.push.core.Batch;

/**
 * A batch and what to tell the broker when it is in the journal.
 *
 * @param batch for the writer
 * @param last the offset of its last record
 * @param count how many records it stands for, those turned away included
 */
public record ReadBatch(Batch batch, ConsumerMessage.CommittableOffset last, int count) {
  static ReadBatch of(JudgedRecord record) {
    return new ReadBatch(
        new Batch(record.offset() + 1, record.incoming().stream().toList()),
        record.committable(),
        1);
  }

  ReadBatch with(JudgedRecord record) {
    List<Batch.Incoming> records = new ArrayList<>(batch.records());
    record.incoming().ifPresent(records::add);
    return new ReadBatch(new Batch(record.offset() + 1, records), record.committable(), count + 1);
  }
}
