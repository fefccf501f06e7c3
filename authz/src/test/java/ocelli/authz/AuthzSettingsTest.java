package ocelli.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ocelli.authz.core.AddressRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthzSettingsTest {
  private static final String DATABASE =
      "{ url = \"jdbc:postgresql://db/x\", user = u, password = p }";

  @Test
  void from_defaults_hasBothRolesAndNoOperator() {
    AuthzSettings settings =
        AuthzSettings.from(
            config(
                "ocelli.authn.database = " + DATABASE + ", ocelli.authz.database = " + DATABASE));

    assertThat(settings.roles()).containsExactlyInAnyOrder("authn", "authz");
    assertThat(settings.authnDatabase()).isPresent();
    assertThat(settings.operatorTokenHashes()).isEmpty();
    assertThat(settings.developmentMode()).isFalse();
    assertThat(settings.snapshotFile()).isEmpty();
  }

  /** Neither role needs, or holds, the other's configuration. */
  @Test
  void from_oneRole_needsOnlyItsDatabase() {
    assertThat(
            AuthzSettings.from(
                    config("ocelli.authz.roles = [authn], ocelli.authn.database = " + DATABASE))
                .authzDatabase())
        .isEmpty();
  }

  @Test
  void from_environment_hasProxiesByCommas() {
    AuthzSettings settings =
        AuthzSettings.from(
            config(
                "ocelli.authz.roles = [authn], ocelli.authn.database = "
                    + DATABASE
                    + ", ocelli.authz.trusted-proxies = \"10.0.0.0/8, ::1\""));

    assertThat(settings.trustedProxies())
        .containsExactlyInAnyOrder(AddressRange.of("10.0.0.0/8"), AddressRange.of("::1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ocelli.authz.roles = [push] | roles",
        "ocelli.authz.roles = [] | roles",
        "ocelli.authz.roles = [authz] | authn-url",
        "ocelli.authz.operator-token-hashes = [secret] | operator-token-hashes",
        "ocelli.authz.trusted-proxies = [example.org] | trusted-proxies",
      })
  void from_bad_namesTheKey(String setting, String key) {
    String databases =
        "ocelli.authn.database = " + DATABASE + ", ocelli.authz.database = " + DATABASE + ", ";

    assertThatThrownBy(() -> AuthzSettings.from(config(databases + setting)))
        .hasMessageContaining(key);
  }

  @Test
  void from_noDatabase_namesTheKey() {
    assertThatThrownBy(() -> AuthzSettings.from(config("a = 1"))).hasMessageContaining("url");
  }

  private static Config config(String text) {
    return ConfigFactory.parseString(text)
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve();
  }
}
