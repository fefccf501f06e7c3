package ocelli.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
  private final HostRules rules = new HostRules(AddressRules.publicOnly());

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "a.b.example.org", "8.8.8.8", "[2606:4700::1111]", "x.dev"})
  void refusal_publicHost_none(String host) {
    assertThat(rules.refusal(host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "a.localhost",
        "127.0.0.1",
        "[::1]",
        "10.0.0.1",
        "169.254.169.254",
        "2130706433",
        "0x7f.1",
        "127.1",
        "999.1.1.1",
        "intranet",
        "printer.local",
        "a.internal",
        "router.home.arpa",
        "x.test",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "example.com.1"
      })
  void refusal_other_saysWhy(String host) {
    assertThat(rules.refusal(host)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void refusal_loopbackAllowed_none(String host) {
    assertThat(new HostRules(AddressRules.publicAndLoopback()).refusal(host)).isEmpty();
  }
}
