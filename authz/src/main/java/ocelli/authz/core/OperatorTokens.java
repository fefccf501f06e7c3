package ocelli.authz.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Who may register clients: holders of one of a few long random tokens, known by their SHA-256. */
public final class OperatorTokens {
  private static final int BYTES = 32; // 256 bits: a plain hash suffices

  private final List<byte[]> hashes;

  private OperatorTokens(List<byte[]> hashes) {
    this.hashes = List.copyOf(hashes);
  }

  /** Those with the given hashes, in hexadecimal. */
  public static OperatorTokens ofHashes(Collection<String> hashes) {
    return new OperatorTokens(hashes.stream().map(HexFormat.of()::parseHex).toList());
  }

  /** A new token, for a launcher to hand to its operator. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "ocelli_operator_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The hash of a token, for the setting {@code ocelli.authz.operator-token-hashes}. */
  public static String hash(String token) {
    return HexFormat.of().formatHex(sha256(token));
  }

  /** Whether a token is an operator's; in constant time. */
  public boolean accept(String token) {
    byte[] hash = sha256(token);
    boolean accepted = false;
    for (byte[] known : hashes) {
      accepted |= MessageDigest.isEqual(known, hash);
    }
    return accepted;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
