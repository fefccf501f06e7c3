package ocelli.runtime.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hosts may be named in a URL, judged by the text alone: nothing is looked up. Whoever
 * connects asks {@link EgressGuard} as well.
 */
public final class HostRules {
  private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
  // Forms that URL parsers take for an IPv4 address: 2130706433, 0x7f.1 (WHATWG URL, host parsing).
  private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");
  // Names that never are public: RFC 6761 and 6762, RFC 8375, and ICANN's .internal (2024).
  private static final Pattern NOT_PUBLIC =
      Pattern.compile("(?:.*\\.)?(?:local|internal|invalid|test|home\\.arpa)\\.?");

  private final AddressRules addresses;

  /**
   * @param addresses which may be written as such, and whether {@code localhost} may be named
   */
  public HostRules(AddressRules addresses) {
    this.addresses = addresses;
  }

  /**
   * Why a host is refused; empty where it may be named.
   *
   * @param host in lower case, an IPv6 address in brackets
   */
  public Optional<String> refusal(String host) {
    if (host.startsWith("[") || DOTTED.matcher(host).matches()) {
      return literal(host);
    }
    if (NUMERIC_END.matcher(host).matches()) {
      return Optional.of("an IPv4 address has four decimal parts");
    }
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return addresses.refusal(InetAddress.getLoopbackAddress()).map(why -> "localhost: " + why);
    }
    return host.indexOf('.') < 1 || NOT_PUBLIC.matcher(host).matches()
        ? Optional.of(host + " is not a public name")
        : Optional.empty();
  }

  private Optional<String> literal(String host) {
    try {
      return addresses.refusal(InetAddress.getByName(host)); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      return Optional.of("not an address");
    }
  }
}
