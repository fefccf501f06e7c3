package ocelli.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastResortTest {
  private static final long PATIENCE_SECONDS = 30;

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "last-resort",
          ConfigFactory.parseString(
                  "akka.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }\n"
                      + "akka.actor.provider = local, akka.loglevel = OFF")
              .withFallback(ConfigFactory.load()));

  @AfterEach
  void stop() {
    system.terminate();
  }

  @Test
  void threeFailures_areRestarted() throws Exception {
    ActorRef<Optional<CompletableFuture<String>>> actor =
        LastResort.start(system, fragile(), "fragile");
    for (int i = 0; i < 3; i++) {
      actor.tell(Optional.empty());
    }
    CompletableFuture<String> well = new CompletableFuture<>();
    actor.tell(Optional.of(well));
    assertThat(well.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("well");
    assertThat(CoordinatedShutdown.get(system).getShutdownReason()).isEmpty();
  }

  @Test
  void fourFailuresAtOnce_endTheSystem_andSayWhy() throws Exception {
    ActorRef<Optional<CompletableFuture<String>>> actor =
        LastResort.start(system, fragile(), "fragile");
    for (int i = 0; i < 4; i++) {
      actor.tell(Optional.empty());
    }
    system.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(CoordinatedShutdown.get(system).getShutdownReason())
        .contains(new LastResort.Unrecoverable("fragile"));
  }

  @Test
  void systemThatEndsByItself_isNotBlamedOnTheActor() throws Exception {
    LastResort.start(system, fragile(), "fragile");
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(CoordinatedShutdown.get(system).getShutdownReason())
        .hasValueSatisfying(
            reason -> assertThat(reason).isNotInstanceOf(LastResort.Unrecoverable.class));
  }

  /** Answers where there is an answer to give, and fails where there is none. */
  private static Behavior<Optional<CompletableFuture<String>>> fragile() {
    return Behaviors.receiveMessage(
        answer -> {
          answer.orElseThrow().complete("well");
          return Behaviors.same();
        });
  }
}
