package ocelli.push.actor;

import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ocelli.push.core.LaneLimits;
import ocelli.push.core.RetrySchedule;
import ocelli.push.http.WebhookSender;
import ocelli.push.jdbc.LaneStore;
import ocelli.push.jdbc.ViewStore;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.jdbc.Database;

/** The views of all slices, spread over the nodes that read. */
public final class ReadSide {
  private ReadSide() {}

  /** What the read side is set to. */
  public record Settings(
      int partitions, int slices, ViewLimits view, LaneLimits lane, RetrySchedule schedule) {}

  /**
   * Starts a view per tag.
   *
   * @param clock that all nodes share
   */
  public static void start(
      ServiceContext context,
      Settings settings,
      Database database,
      Clock clock,
      WebhookSender sender,
      RandomGenerator random,
      Traffic traffic) {
    Lane.Wiring lanes =
        new Lane.Wiring(
            new LaneStore(database),
            sender,
            settings.lane(),
            settings.schedule(),
            clock,
            random,
            context.metersOf("push"),
            traffic);
    ViewWiring views =
        new ViewWiring(
            new ViewStore(database),
            new SliceJournal(context.system()),
            lanes,
            settings.view(),
            new FetchedMeter(context.meters()));
    ShardedDaemonProcess.get(context.system())
        .init(
            View.Command.class,
            "push-view",
            settings.partitions() * settings.slices(),
            index -> View.create(views, index / settings.slices(), index % settings.slices()),
            DaemonRoles.settings(context.system(), "push-read"),
            Optional.of(new View.Leave()));
  }
}
