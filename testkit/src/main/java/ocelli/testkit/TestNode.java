package ocelli.testkit;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.kafka.KafkaConnection;

/** An actor system that is a cluster of one, with what a process gives its services. */
public final class TestNode implements AutoCloseable {
  private static final String CLUSTER_OF_ONE =
      """
      akka.loglevel = INFO
      akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
      akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
      akka.actor.provider = cluster
      akka.actor.allow-java-serialization = off
      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      akka.coordinated-shutdown.exit-jvm = off
      akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      akka.cluster.sharded-daemon-process.keep-alive-interval = 1s
      akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = off
      """;

  private final ActorSystem<Void> system;
  private final ServiceContext context;

  private TestNode(ActorSystem<Void> system, ServiceContext context) {
    this.system = system;
    this.context = context;
  }

  /**
   * Starts a node in this process; a test's own child process does it so, too.
   *
   * @param settings HOCON over the modules' reference.conf
   */
  public static TestNode start(KafkaConnection kafka, String settings) {
    Config config =
        ConfigFactory.load(
            ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString(CLUSTER_OF_ONE)));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "test", config);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    ServiceContext context =
        new ServiceContext(
            system, Clock.systemUTC(), kafka, new SimpleMeterRegistry(), new Health());
    return new TestNode(system, context);
  }

  /** What services are started with. */
  public ServiceContext context() {
    return context;
  }

  /** Ends the node at once, as a killed process would, without draining anything. */
  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the actor system does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
