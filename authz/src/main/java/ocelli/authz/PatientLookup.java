package ocelli.authz;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.CircuitBreaker;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * Asks a database with bounded patience, and after a failure leaves it alone for a while, so that
 * nobody queues for one that is gone.
 */
record PatientLookup(CircuitBreaker breaker) {
  private static final int FAILURES = 3; // a lost connection or two are a failover, not an outage

  static PatientLookup of(ActorSystem<?> system, AuthzSettings settings) {
    return new PatientLookup(
        CircuitBreaker.create(
            Adapter.toClassic(system).scheduler(),
            FAILURES,
            settings.databasePatience(),
            settings.databasePause()));
  }

  <T> CompletionStage<T> ask(Callable<CompletionStage<T>> question) {
    return breaker.callWithCircuitBreakerCS(question);
  }
}
