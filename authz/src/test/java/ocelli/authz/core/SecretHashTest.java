package ocelli.authz.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretHashTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void matches_itsSecretOnly() {
    ClientSecret secret = ClientSecret.generate(random);
    SecretHash hash = SecretHash.of(secret, random);

    assertThat(hash.matches(secret)).isTrue();
    assertThat(hash.matches(ClientSecret.generate(random))).isFalse();
    assertThat(hash.matches(new ClientSecret(""))).isFalse();
    assertThat(hash.matches(new ClientSecret(secret.value() + "x"))).isFalse();
  }

  @Test
  void of_sameSecretTwice_isSaltedTwice() {
    ClientSecret secret = ClientSecret.generate(random);

    assertThat(SecretHash.of(secret, random).hash())
        .isNotEqualTo(SecretHash.of(secret, random).hash());
  }

  @Test
  void toString_showsNothing() {
    ClientSecret secret = ClientSecret.generate(random);

    assertThat(secret.toString()).doesNotContain(secret.value());
  }

  @Test
  void operatorTokens_acceptTheirOwnOnly() {
    String token = OperatorTokens.generate(random);
    OperatorTokens tokens = OperatorTokens.ofHashes(List.of(OperatorTokens.hash(token)));

    assertThat(tokens.accept(token)).isTrue();
    assertThat(tokens.accept(OperatorTokens.generate(random))).isFalse();
    assertThat(tokens.accept("")).isFalse();
    assertThat(OperatorTokens.ofHashes(List.of()).accept(token)).isFalse();
  }
}
