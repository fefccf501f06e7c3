package ocelli.authz.verify;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import ocelli.authz.issue.TokenMint;
import ocelli.protocol.ClientId;

/** Keys, times and tokens that the tests share. */
final class Tokens {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final KeySource KEYS = KeySource.generated(2048);
  static final ClientId CLIENT = new ClientId("acme");

  private Tokens() {}

  static TokenMint mint(KeySource keys, Instant now) {
    return new TokenMint(keys, Clock.fixed(now, ZoneOffset.UTC), new SplittableRandom(1));
  }

  static KeySource fixed(KeySet keys) {
    return new KeySource() {
      @Override
      public KeySet keys() {
        return keys;
      }

      @Override
      public KeySet refreshed() {
        return keys;
      }
    };
  }

  static String good() {
    return mint(KEYS, NOW).authorisation(CLIENT, Map.of("ingest-1.*", true, "ocr-*", true));
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
