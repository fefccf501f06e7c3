package ocelli.authz.core;

import static org.assertj.core.api.Assertions.assertThat;

import ocelli.runtime.egress.AddressRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushUrlRulesTest {
  private final PushUrlRules strict = new PushUrlRules(false, AddressRules.publicOnly()::refusal);
  private final PushUrlRules development =
      new PushUrlRules(true, AddressRules.publicAndLoopback()::refusal);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/hook",
        "https://example.org:8443/h?a=b",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1::1]/",
        "HTTPS://EXAMPLE.ORG/"
      })
  void refusal_public_isNone(String url) {
    assertThat(strict.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "/hook",
        "http://example.org/",
        "ftp://example.org/",
        "https:///x",
        "https://user@example.org/",
        "https://example.org/#f",
        "https://localhost/",
        "https://a.localhost/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://999.1.1.1/",
        "https://exa mple.org/",
        "https://[fe80::1]/",
        "javascript:alert(1)"
      })
  void refusal_notPublic_isGiven(String url) {
    assertThat(strict.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9000/h", "http://localhost:9000/", "https://[::1]/"})
  void refusal_loopbackInDevelopment_isNone(String url) {
    assertThat(development.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1/", "ftp://127.0.0.1/", "http://2130706433/"})
  void refusal_privateInDevelopment_isGiven(String url) {
    assertThat(development.refusal(url)).isPresent();
  }
}
