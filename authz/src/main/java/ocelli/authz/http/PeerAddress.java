package ocelli.authz.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whom failures are counted against: the peer's address, or what a trusted proxy says of it; of
 * IPv6 the first 64 bits, which are one customer's (RFC 6177). Needs {@code
 * akka.http.server.remote-address-attribute = on}.
 *
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 */
public record PeerAddress(Set<String> trustedProxies) {
  private static final int PREFIX_BYTES = 8;

  public PeerAddress {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** The address of a request, as text. */
  String of(HttpRequest request) {
    Optional<InetAddress> peer =
        request.getAttribute(AttributeKeys.remoteAddress).flatMap(RemoteAddress::getAddress);
    return peer.map(InetAddress::getHostAddress)
        .filter(trustedProxies::contains)
        .flatMap(proxy -> forwarded(request))
        .orElseGet(() -> peer.map(PeerAddress::customer).orElseGet(PeerAddress::unknown));
  }

  /** Another each time: strangers do not wait for each other's failures. */
  private static String unknown() {
    return UUID.randomUUID().toString();
  }

  private static String customer(InetAddress address) {
    return address instanceof Inet6Address ? prefix(address) : address.getHostAddress();
  }

  private static String prefix(InetAddress address) {
    return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "::/64";
  }

  /** The last: the proxy itself added it. */
  private static Optional<String> forwarded(HttpRequest request) {
    return request
        .getHeader("X-Forwarded-For")
        .map(header -> header.value())
        .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
        .filter(value -> !value.isEmpty() && value.length() <= 45); // the longest IPv6 address
  }
}
