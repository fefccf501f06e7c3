package ocelli.authz.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.InetAddress;
import java.util.Set;
import ocelli.authz.core.AddressRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAddressTest {
  private final PeerAddress addresses =
      new PeerAddress(
          Set.of(
              AddressRange.of("127.0.0.1"),
              AddressRange.of("0:0:0:0:0:0:0:1"),
              AddressRange.of("10.1.0.0/16")));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "2001:db8:1:2:3:4:5:6, 20010db800010002::/64",
    "2001:db8:1:2:ffff::1, 20010db800010002::/64",
    "::ffff:203.0.113.7, 203.0.113.7",
  })
  void of_peer_isItsCustomer(String peer, String expected) throws Exception {
    assertThat(addresses.of(from(peer))).isEqualTo(expected);
  }

  /** Only a proxy that we know is believed, and of it only what it added itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | 198.51.100.1 | 198.51.100.1",
        "127.0.0.1 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
        "::1 | 198.51.100.1 | 198.51.100.1",
        "127.0.0.1 | 2001:db8:1:2::9 | 20010db800010002::/64",
        "10.1.255.9 | 198.51.100.1 | 198.51.100.1",
        "10.2.0.1 | 198.51.100.1 | 10.2.0.1",
        "127.0.0.1 | example.org | 127.0.0.1",
        "127.0.0.1 | 999.1.1.1 | 127.0.0.1",
        "127.0.0.1 | :::::: | 127.0.0.1",
        "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
      })
  void of_forwarded_isBelievedFromTrustedProxies(String peer, String header, String expected)
      throws Exception {
    HttpRequest request = from(peer).addHeader(RawHeader.create("X-Forwarded-For", header));

    assertThat(addresses.of(request)).isEqualTo(expected);
  }

  @Test
  void of_unknown_isNobodyElse() {
    assertThat(addresses.of(HttpRequest.create())).isNotEqualTo(addresses.of(HttpRequest.create()));
  }

  private static HttpRequest from(String peer) throws Exception {
    return HttpRequest.create()
        .addAttribute(
            AttributeKeys.remoteAddress, RemoteAddress.create(InetAddress.getByName(peer)));
  }
}
