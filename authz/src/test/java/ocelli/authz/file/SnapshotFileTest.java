package ocelli.authz.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import ocelli.authz.core.DeliveryOrder;
import ocelli.authz.core.PushTarget;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId CLIENT = new ClientId("acme");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("grants.jws");
    snapshot(KEYS).write(List.of());
    snapshot(KEYS)
        .write(
            List.of(
                new Registration(
                    CLIENT,
                    new Grants(Map.of("ocr-*", BooleanNode.TRUE)),
                    Optional.of(
                        new PushTarget("https://example.org/", 2, DeliveryOrder.PER_TRANSACTION)),
                    NOW)));
  }

  @Test
  void claims_fresh_areThoseOfTheClient() throws IOException {
    assertThat(snapshot(KEYS).claims(CLIENT, NOW).orElseThrow().byPattern())
        .containsOnlyKeys("ocr-*", "push-1");
    assertThat(snapshot(KEYS).claims(new ClientId("other"), NOW)).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void claims_olderThanADay_areNone() {
    Instant day = NOW.plus(Duration.ofHours(24));

    assertThat(snapshot(KEYS).claims(CLIENT, day)).isPresent();
    assertThat(snapshot(KEYS).claims(CLIENT, day.plusSeconds(1))).isEmpty();
  }

  @Test
  void claims_foreignOrAlteredOrMissing_areNone() throws IOException {
    assertThat(snapshot(KeySource.generated(2048)).claims(CLIENT, NOW)).isEmpty();
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 5) + "AAAAA");
    assertThat(snapshot(KEYS).claims(CLIENT, NOW)).isEmpty();
    Files.writeString(file, "");
    assertThat(snapshot(KEYS).claims(CLIENT, NOW)).isEmpty();
    Files.delete(file);
    assertThat(snapshot(KEYS).claims(CLIENT, NOW)).isEmpty();
  }

  private SnapshotFile snapshot(KeySource keys) {
    TokenMint mint = new TokenMint(keys, Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1));
    return new SnapshotFile(file, mint, keys);
  }
}
