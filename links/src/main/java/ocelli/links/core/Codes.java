package ocelli.links.core;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ocelli.protocol.ClientId;

/**
 * Codes of links: base 62, the last character computed from the others under a secret key. So most
 * of what is not a code of ours is known as such without asking anybody, and codes cannot be
 * counted through. Thread-safe where the random source is.
 */
public final class Codes {
  /** How many codes a plain link may try (REQUIREMENTS, 002-06). */
  public static final int ATTEMPTS = 10;

  /** The fewest characters of the hash: one more than the document's six (002-06). */
  public static final int FEWEST = 7;

  /** The most: 42 characters of base 62 fit into 256 bits, and the window slides nine times. */
  public static final int MOST = 30;

  private static final int SECRET = 21; // 125 bits: a code that is itself the permission
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private final KeyedHash fingerprints;
  private final KeyedHash checks;
  private final int characters;
  private final RandomGenerator random;

  /**
   * Codes under a key.
   *
   * @param key secret, at least 32 bytes
   * @param characters of the hash in a code, {@link #FEWEST} to {@link #MOST}
   * @param random for codes that derive from nothing; a secure one
   */
  public Codes(byte[] key, int characters, RandomGenerator random) {
    this.fingerprints = KeyedHash.derived(key, "ocelli-links-fingerprint-1");
    this.checks = KeyedHash.derived(key, "ocelli-links-check-1");
    this.characters = characters;
    this.random = random;
  }

  /** The same 32 bytes for the same client and URL, and for no other. */
  public byte[] fingerprint(ClientId client, String url) {
    byte[] name = client.value().getBytes(StandardCharsets.UTF_8);
    byte[] address = url.getBytes(StandardCharsets.UTF_8);
    return fingerprints.of(
        ByteBuffer.allocate(Integer.BYTES + name.length + address.length)
            .putInt(name.length)
            .put(name)
            .put(address)
            .array());
  }

  /**
   * The codes that a plain link may have, in the order to try them: a window slides to the left.
   */
  public List<String> candidates(byte[] fingerprint) {
    String digits = digits(new BigInteger(1, fingerprint), characters + ATTEMPTS - 1);
    return IntStream.range(0, ATTEMPTS)
        .map(attempt -> digits.length() - characters - attempt)
        .mapToObj(start -> checked(digits.substring(start, start + characters)))
        .toList();
  }

  /** A code for a link with options: each has its own. */
  public String random() {
    return random(characters);
  }

  /** A code that nobody can guess, for a link that is all one needs to see a result. */
  public String secret() {
    return random(SECRET);
  }

  /** Whether a text can be a code of ours; true for all that are, and for one other in 62. */
  public boolean couldBe(String text) {
    int last = text.length() - 1;
    return last >= FEWEST
        && last <= MOST
        && isWritten(text)
        && text.charAt(last) == check(text.substring(0, last));
  }

  /** Whether a text has only characters of codes: under any key, and in any database. */
  public static boolean isWritten(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (DIGITS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private String random(int length) {
    StringBuilder code = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return checked(code.toString());
  }

  private String checked(String code) {
    return code + check(code);
  }

  private char check(String code) {
    byte[] hash = checks.of(code.getBytes(StandardCharsets.US_ASCII));
    return DIGITS.charAt((ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE) % DIGITS.length());
  }

  /** The last digits of a number. */
  private static String digits(BigInteger number, int count) {
    char[] digits = new char[count];
    BigInteger rest = number;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}
