package ocelli.runtime.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Which addresses may be connected to. Refused are those of the IANA special-purpose registries
 * (RFC 6890 and its updates), IPv6 forms that carry an IPv4 address included, since those reach
 * whatever the address inside reaches.
 */
public final class AddressRules {
  private final boolean loopbackAllowed;

  private AddressRules(boolean loopbackAllowed) {
    this.loopbackAllowed = loopbackAllowed;
  }

  /** Only public addresses. */
  public static AddressRules publicOnly() {
    return new AddressRules(false);
  }

  /** Public addresses and loopback: for development. */
  public static AddressRules publicAndLoopback() {
    return new AddressRules(true);
  }

  /** Why an address is refused; empty where it may be connected to. */
  public Optional<String> refusal(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return loopbackAllowed ? Optional.empty() : refused(address, "loopback");
    }
    if (address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return refused(address, "not public");
    }
    byte[] bytes = address.getAddress();
    boolean special = address instanceof Inet4Address ? specialFour(bytes) : specialSix(bytes);
    return special ? refused(address, "special-purpose") : Optional.empty();
  }

  private static Optional<String> refused(InetAddress address, String why) {
    return Optional.of(address.getHostAddress() + " is " + why);
  }

  private static boolean specialFour(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    int third = b[2] & 0xff;
    return first == 0
        || first >= 240
        || (first == 100 && (second & 0xc0) == 64) // carrier-grade NAT
        || (first == 192 && second == 0 && (third == 0 || third == 2)) // protocols, TEST-NET-1
        || (first == 192 && second == 88 && third == 99) // 6to4 relay
        || (first == 198 && (second & 0xfe) == 18) // benchmarks
        || (first == 198 && second == 51 && third == 100) // TEST-NET-2
        || (first == 203 && second == 0 && third == 113); // TEST-NET-3
  }

  private static boolean specialSix(byte[] b) {
    int first = (b[0] & 0xff) << 8 | (b[1] & 0xff);
    int second = (b[2] & 0xff) << 8 | (b[3] & 0xff);
    return (first & 0xfe00) == 0xfc00 // unique local
        || (first & 0xe000)
            != 0x2000 // only 2000::/3 is global unicast; NAT64 and mapped are outside
        || first == 0x2002 // 6to4 carries an IPv4 address
        || (first == 0x2001 && second < 0x0200) // Teredo, ORCHID and other protocols
        || (first == 0x2001 && second == 0x0db8); // documentation
  }
}
