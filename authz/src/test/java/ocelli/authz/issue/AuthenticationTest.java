package ocelli.authz.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.SecretHash;
import ocelli.authz.verify.AuthenticationVerifier;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ClientId CLIENT = new ClientId("acme");
  private static final ClientSecret OLD = ClientSecret.generate(RANDOM);
  private static final ClientSecret NEW = ClientSecret.generate(RANDOM);
  private static final List<SecretHash> HASHES =
      List.of(SecretHash.of(NEW, RANDOM), SecretHash.of(OLD, RANDOM));

  @Test
  void authenticate_eitherSecret_givesATokenOfTheClient() {
    for (ClientSecret secret : List.of(OLD, NEW)) {
      Authentication.Outcome outcome = authenticate(HASHES, secret, () -> true);
      assertThat(outcome).isInstanceOf(Authentication.Issued.class);
      String token = ((Authentication.Issued) outcome).token().token();
      Verdict verdict =
          AuthenticationVerifier.create(KEYS).verify(token, Clock.systemUTC().instant());
      assertThat(((Verdict.Verified) verdict).claims().client()).isEqualTo(CLIENT);
    }
  }

  @Test
  void authenticate_wrongSecretOrUnknownClient_isRefused() {
    ClientSecret wrong = ClientSecret.generate(RANDOM);

    assertThat(authenticate(HASHES, wrong, () -> true)).isEqualTo(new Authentication.Refused());
    assertThat(authenticate(List.of(), NEW, () -> true)).isEqualTo(new Authentication.Refused());
  }

  /** Even the right one: whether it is right costs a slow hash. */
  @Test
  void authenticate_noLongerWanted_isNotLookedAt() {
    assertThat(authenticate(HASHES, NEW, () -> false)).isEqualTo(new Authentication.Passed());
  }

  @Test
  void authenticate_databaseGone_fails() {
    CompletionStage<Authentication.Outcome> outcome =
        authentication(CompletableFuture.failedFuture(new SQLException("gone")))
            .authenticate(CLIENT, NEW, () -> true);

    assertThat(outcome.toCompletableFuture()).isCompletedExceptionally();
  }

  private static Authentication.Outcome authenticate(
      List<SecretHash> known, ClientSecret secret, BooleanSupplier wanted) {
    return authentication(CompletableFuture.completedFuture(known))
        .authenticate(CLIENT, secret, wanted)
        .toCompletableFuture()
        .join();
  }

  private static Authentication authentication(CompletableFuture<List<SecretHash>> known) {
    return new Authentication(
        client -> known, new TokenMint(KEYS, Clock.systemUTC(), RANDOM), Runnable::run, RANDOM);
  }
}
