package ocelli.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokerWatchTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "watch",
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void guarded_probeOfAKafkaClientNeverAnswers_refusesAfterItsPatience() {
    assertRefused(new KafkaFutureImpl<Optional<String>>()::toCompletionStage);
  }

  @Test
  void guarded_probeThrows_refuses() {
    assertRefused(
        () -> {
          throw new IllegalStateException("closed");
        });
  }

  private static void assertRefused(Supplier<CompletionStage<Optional<String>>> probe) {
    try (BrokerWatch watch = new BrokerWatch(KIT.system(), probe, PATIENCE, PATIENCE).started()) {
      CompletionStage<Object> answer = watch.guarded(new CompletableFuture<>());
      assertThatThrownBy(() -> answer.toCompletableFuture().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BrokerUnavailable.class);
    }
  }
}
