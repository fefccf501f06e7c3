package ocelli.summaries.kafka;

import akka.actor.typed.Scheduler;
import akka.kafka.ConsumerSettings;
import java.time.Clock;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.Quarantine;
import ocelli.summaries.actor.PartitionLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** What the partitions of vision-1 share: one admin connection, one reader of records. */
public final class VisionLog {
  private final ServiceContext context;
  private final ReadSettings settings;
  private final RecordReader reader;
  private final Quarantine quarantine;
  private final ServiceMeters meters;
  private final Admin admin;
  private final Drains drains = new Drains();

  /**
   * Opens it.
   *
   * @param partitions of vision-1
   * @param quarantine takes what does not count
   */
  public VisionLog(
      ServiceContext context,
      ReadSettings settings,
      int partitions,
      TokenVerifier verifier,
      Quarantine quarantine,
      ServiceMeters meters) {
    this.context = context;
    this.settings = settings;
    this.reader = new RecordReader(verifier, partitions);
    this.quarantine = quarantine;
    this.meters = meters;
    this.admin = context.kafka().admin();
  }

  /** One partition. */
  public PartitionLog partition(int number) {
    return new VisionPartition(this, new TopicPartition(TopicNames.VISION, number));
  }

  /** What stops all readers, and knows which have stopped by themselves. */
  public Drains drains() {
    return drains;
  }

  /** Ends the admin connection. */
  public void close() {
    admin.close();
  }

  ConsumerSettings<byte[], byte[]> consumer() {
    return context.kafka().consumer(context.system(), settings.group());
  }

  Scheduler scheduler() {
    return context.system().scheduler();
  }

  Clock clock() {
    return context.clock();
  }

  Admin admin() {
    return admin;
  }

  ReadSettings settings() {
    return settings;
  }

  RecordReader reader() {
    return reader;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  ServiceMeters meters() {
    return meters;
  }
}
