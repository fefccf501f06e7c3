package ocelli.authz.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An address, or all addresses of a network: {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code fd00::/8}
 * (RFC 4632, RFC 4291).
 *
 * @param first of the network
 * @param bits that its addresses have in common
 */
public record AddressRange(InetAddress first, int bits) {
  /** Only a literal, so nothing is looked up. */
  private static final Pattern LITERAL =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final int BYTE = 8;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is no address, or has no such prefix
   */
  public static AddressRange of(String text) {
    String[] parts = text.strip().split("/", 2);
    InetAddress first = address(parts[0], text);
    int most = first.getAddress().length * BYTE;
    int bits = parts.length == 1 ? most : bits(parts[1], most, text);
    return new AddressRange(first, bits);
  }

  private static InetAddress address(String literal, String text) {
    if (!LITERAL.matcher(literal).matches()) {
      throw new IllegalArgumentException(text + " is no address and no network");
    }
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no address and no network", e);
    }
  }

  private static int bits(String digits, int most, String text) {
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(text + ": 0 to " + most + " bits after the slash");
    }
    return Integer.parseInt(digits);
  }

  /** Whether an address is of it. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % BYTE;
      if ((mine[bit / BYTE] & mask) != (other[bit / BYTE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
