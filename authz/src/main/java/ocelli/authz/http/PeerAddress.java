package ocelli.authz.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import ocelli.authz.core.AddressRange;

/**
 * Whom failures are counted against: the peer's address, or what a trusted proxy says of it; of
 * IPv6 the first 64 bits, which are one customer's (RFC 6177). Needs {@code
 * akka.http.server.remote-address-attribute = on}.
 *
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
public record PeerAddress(Set<AddressRange> trustedProxies) {
  private static final int PREFIX_BYTES = 8;
  private static final Pattern LITERAL =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  public PeerAddress {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** The address of a request, as text. */
  String of(HttpRequest request) {
    Optional<InetAddress> peer =
        request.getAttribute(AttributeKeys.remoteAddress).flatMap(RemoteAddress::getAddress);
    return peer.filter(this::isTrusted)
        .flatMap(proxy -> forwarded(request))
        .or(() -> peer)
        .map(PeerAddress::customer)
        .orElseGet(PeerAddress::unknown);
  }

  private boolean isTrusted(InetAddress peer) {
    return trustedProxies.stream().anyMatch(range -> range.contains(peer));
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

  /** The last: the proxy itself added it. Only a literal, so nothing is looked up. */
  private static Optional<InetAddress> forwarded(HttpRequest request) {
    return request
        .getHeader("X-Forwarded-For")
        .map(header -> header.value())
        .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
        .filter(value -> LITERAL.matcher(value).matches())
        .flatMap(PeerAddress::address);
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty(); // only looked like one
    }
  }
}
