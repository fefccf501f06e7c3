package ocelli.allinone;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The operator of this process: whoever may read the data folder. A new token at each start, kept
 * in that folder; the services know its hash.
 *
 * @param token 43 characters, 256 bits
 */
record Operator(String token) {
  private static final int BYTES = 32; // 256 bits: guessing is out of the question

  static Operator fresh(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Operator(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256 in lower-case hexadecimal. */
  String tokenHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** What {@code ./ocelli client --data} and the trials read. */
  String json(String url, String bootstrapServers) {
    return new ObjectMapper()
        .createObjectNode()
        .put("url", url)
        .put("token", token)
        .put("kafka", bootstrapServers)
        .toString();
  }

  @Override
  public String toString() {
    return "Operator";
  }
}
