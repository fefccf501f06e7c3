package ocelli.jobs.session;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.Pauses;
import ocelli.client.http.Retries;
import ocelli.client.http.RetryListener;
import ocelli.client.http.Transport;
import ocelli.client.token.Credentials;
import ocelli.client.token.RenewedTokens;
import ocelli.client.token.TokenEndpoint;
import org.jspecify.annotations.Nullable;

/** Asks authz for tokens, in the name of those who signed in. */
final class TokenDesk {
  // A person waits: one second try, then a clear answer.
  private static final RetrySchedule PATIENCE =
      new RetrySchedule(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1));
  private static final Duration CALL = Duration.ofSeconds(10); // a slow hash behind a queue of them

  private final Supplier<URI> authz;
  private final Clock clock;
  private final SecureRandom random;
  private final AtomicReference<@Nullable Transport> transport = new AtomicReference<>();

  /**
   * @param authz where it is reached; asked when the first person signs in
   */
  TokenDesk(Supplier<URI> authz, Clock clock, SecureRandom random) {
    this.authz = authz;
    this.clock = clock;
    this.random = random;
  }

  /** Tokens of that client, renewed before they expire. */
  RenewedTokens tokens(Credentials credentials) {
    TokenEndpoint endpoint = new TokenEndpoint(transport(), credentials, Optional.empty());
    return new RenewedTokens(endpoint::issue, clock, random);
  }

  private Transport transport() {
    Transport made =
        transport.updateAndGet(
            known ->
                known != null
                    ? known
                    : new Transport(
                        authz.get(),
                        CALL,
                        CALL,
                        new Retries(
                            PATIENCE, clock, random, Pauses.real(), RetryListener.silent())));
    return Objects.requireNonNull(made);
  }
}
