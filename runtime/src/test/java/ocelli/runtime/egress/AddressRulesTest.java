package ocelli.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fe80::1",
        "ff02::1"
      })
  void refusal_specialPurposeAddress_isRefused(String address) throws UnknownHostException {
    assertThat(AddressRules.publicOnly().refusal(InetAddress.getByName(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "198.20.0.1", "2606:4700::1111"})
  void refusal_publicAddress_isAllowed(String address) throws UnknownHostException {
    assertThat(AddressRules.publicOnly().refusal(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.0.1", "::1"})
  void refusal_loopbackInDevelopment_isAllowed(String address) throws UnknownHostException {
    assertThat(AddressRules.publicAndLoopback().refusal(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "169.254.169.254"})
  void refusal_privateInDevelopment_isStillRefused(String address) throws UnknownHostException {
    assertThat(AddressRules.publicAndLoopback().refusal(InetAddress.getByName(address)))
        .isPresent();
  }
}
