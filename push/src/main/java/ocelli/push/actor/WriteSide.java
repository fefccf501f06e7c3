package ocelli.push.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import java.util.Optional;

/** The readers and writers of all partitions, spread over the nodes that write. */
public final class WriteSide {
  private WriteSide() {}

  /** Starts a reader, and with it a writer, per partition. */
  public static void start(ActorSystem<?> system, int partitions, PartitionReader.Wiring wiring) {
    ShardedDaemonProcess.get(system)
        .init(
            PartitionReader.Command.class,
            "push-writer",
            partitions,
            partition -> PartitionReader.create(partition, wiring),
            DaemonRoles.settings(system, "push-write"),
            Optional.empty());
  }
}
