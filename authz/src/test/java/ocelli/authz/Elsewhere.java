package ocelli.authz;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.kafka.KafkaConnection;

/** Another process with doors. */
final class Elsewhere implements AutoCloseable {
  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "elsewhere", ConfigFactory.load());
  private final Revocations revocations;

  Elsewhere(KafkaConnection kafka, TokenVerifier verifier) {
    this.revocations =
        Revocations.start(
            new ServiceContext(
                system, Clock.systemUTC(), kafka, new SimpleMeterRegistry(), new Health()),
            verifier);
  }

  /** As they are known there. */
  Revocations revocations() {
    return revocations;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
