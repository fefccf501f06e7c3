package ocelli.authz.verify;

import static ocelli.authz.verify.Tokens.CLIENT;
import static ocelli.authz.verify.Tokens.mint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeySourceTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private static Path made; // keys of full size take a second or more: made once

  @TempDir private Path folder;

  @BeforeAll
  static void make() {
    FileKeySource.openOrCreate(made.resolve("keys"));
  }

  /** A folder with the same keys, as the same user would have copied it. */
  private Path copied() throws IOException {
    Path copy = folder.resolve("keys");
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(made.resolve("keys"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  @Test
  void openOrCreate_newFolder_isForTheOwnerAlone() throws IOException {
    Path keys = made.resolve("keys");
    FileKeySource source = FileKeySource.open(keys);

    assertThat(mode(keys)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(keys)) {
      assertThat(files)
          .hasSize(11)
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
    assertThat(source.keys().authorisation().get(0).key().getModulus().bitLength()).isEqualTo(3072);
    assertThat(source.keys().encryption()).hasSize(3);
  }

  @Test
  void openOrCreate_again_hasTheSameKeys() throws IOException {
    Path keys = copied();
    Instant now = Clock.systemUTC().instant();
    String token = mint(FileKeySource.openOrCreate(keys), now).authorisation(CLIENT, Map.of());

    assertThat(TokenVerifier.create(FileKeySource.openOrCreate(keys)).verify(token, now))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void open_emptyFolder_namesWhatIsMissing() {
    assertThatThrownBy(() -> FileKeySource.open(folder)).hasMessageContaining("keys.json");
  }

  /** A folder from before there were capabilities gets its key, and keeps it. */
  @Test
  void openOrCreate_withoutCapabilityKey_makesIt() throws IOException {
    Path keys = copied();
    Files.delete(keys.resolve("capability.key"));
    assertThat(FileKeySource.open(keys).keys().capability()).isEmpty();

    SecretKey made = FileKeySource.openOrCreate(keys).keys().capability().orElseThrow();
    assertThat(FileKeySource.openOrCreate(keys).keys().capability()).contains(made);
    assertThat(mode(keys.resolve("capability.key"))).isEqualTo("rw-------");
  }

  /** A service that may only verify is given a folder without the private keys. */
  @Test
  void open_withoutPrivateKeys_verifies() throws IOException {
    Path keys = copied();
    Instant now = Clock.systemUTC().instant();
    FileKeySource whole = FileKeySource.openOrCreate(keys);
    String token = mint(whole, now).authorisation(CLIENT, Map.of());
    Files.delete(keys.resolve("webhook-master.key"));
    Files.delete(
        keys.resolve(whole.keys().authorisationSigner().orElseThrow().kid() + ".private.pem"));

    FileKeySource part = FileKeySource.open(keys);
    assertThat(part.keys().authorisationSigner()).isEmpty();
    assertThat(part.keys().webhookMasterKey()).isEmpty();
    assertThat(TokenVerifier.create(part).verify(token, now)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void rotateIfDue_daily_oldTokensVerifyForEightDaysAndNewOnesElsewhereAtOnce() throws IOException {
    Path keys = copied();
    FileKeySource authz = FileKeySource.openOrCreate(keys);
    FileKeySource elsewhere = FileKeySource.open(keys);
    Instant start = Clock.systemUTC().instant();
    String first = mint(authz, start).authorisation(CLIENT, Map.of());

    assertThat(authz.rotateIfDue(start)).isFalse();
    for (int day = 1; day <= 9; day++) {
      Instant now = start.plus(DAY.multipliedBy(day));
      assertThat(authz.rotateIfDue(now)).isTrue();
      assertThat(authz.rotateIfDue(now)).isFalse();
      String today = mint(authz, now).authorisation(CLIENT, Map.of());
      assertThat(TokenVerifier.create(elsewhere).verify(today, now))
          .isInstanceOf(Verdict.Verified.class);
      assertThat(TokenVerifier.create(authz).verify(first, start))
          .isInstanceOf(Verdict.Verified.class);
    }
    for (int day = 10; day <= 12; day++) {
      authz.rotateIfDue(start.plus(DAY.multipliedBy(day)));
    }

    assertThat(TokenVerifier.create(authz).verify(first, start))
        .isEqualTo(new Verdict.Refused("unknown-key", "sealed with a key that is not ours"));
    assertThat(authz.keys().encryption().stream().filter(k -> k.retiredAt().isEmpty())).hasSize(3);
  }

  /** The signing keys change every month; everybody has known the next one for as long. */
  @Test
  void rotateIfDue_monthly_signsWithAnotherKeyThatAllKnow() throws IOException {
    Path keys = copied();
    FileKeySource authz = FileKeySource.openOrCreate(keys);
    Instant start = Clock.systemUTC().instant();
    String first = authz.keys().authorisationSigner().orElseThrow().kid();
    String token = mint(authz, start).authorisation(CLIENT, Map.of());
    String identity = mint(authz, start).authentication(CLIENT);

    assertThat(authz.rotateIfDue(start.plus(DAY))).isTrue();
    FileKeySource elsewhere = FileKeySource.open(keys); // knows the next one
    assertThat(authz.keys().authorisation()).hasSize(2);
    assertThat(authz.keys().authorisationSigner().orElseThrow().kid()).isEqualTo(first);

    Instant month = start.plus(DAY.multipliedBy(31));
    assertThat(authz.rotateIfDue(month)).isTrue();
    String second = authz.keys().authorisationSigner().orElseThrow().kid();
    assertThat(second).isNotEqualTo(first);
    assertThat(elsewhere.keys().authorisation(second)).isPresent();
    assertThat(authz.keys().authenticationSigner()).isPresent();
    assertThat(AuthenticationVerifier.create(authz).verify(identity, start))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(files(keys)).contains(first + ".private.pem");

    Instant retired = month.plus(DAY.multipliedBy(30));
    assertThat(authz.rotateIfDue(retired)).isTrue();
    assertThat(authz.keys().authorisation(first).orElseThrow().retiredAt()).contains(retired);
    assertThat(files(keys)).contains(first + ".public.pem").doesNotContain(first + ".private.pem");
    assertThat(TokenVerifier.create(authz).verify(token, start))
        .as("sealed by a key that is long gone")
        .isEqualTo(new Verdict.Refused("unknown-key", "sealed with a key that is not ours"));

    assertThat(authz.rotateIfDue(retired.plus(DAY.multipliedBy(9)))).isTrue();
    assertThat(authz.keys().authorisation(first)).isEmpty();
    assertThat(files(keys)).doesNotContain(first + ".public.pem");
    String today = mint(authz, retired).authorisation(CLIENT, Map.of());
    assertThat(TokenVerifier.create(elsewhere).verify(today, retired))
        .isInstanceOf(Verdict.Verified.class);
  }

  /** However many processes share the folder, and whoever may only verify. */
  @Test
  void rotateIfDue_manyProcesses_rotatesOnce() throws IOException {
    Path keys = copied();
    FileKeySource one = FileKeySource.openOrCreate(keys);
    FileKeySource other = FileKeySource.openOrCreate(keys);
    Instant later = Clock.systemUTC().instant().plus(DAY);

    assertThat(one.rotateIfDue(later)).isTrue();
    assertThat(other.rotateIfDue(later)).isFalse();
    assertThat(other.keys().sealing().kid()).isEqualTo(one.keys().sealing().kid());
    Files.delete(keys.resolve("webhook-master.key"));
    assertThat(FileKeySource.open(keys).rotateIfDue(later.plus(DAY))).isFalse();
  }

  /** A verifier hears of new keys, and of retired ones, within a minute and without a restart. */
  @Test
  void keys_aMinuteLater_areReadAnew() throws IOException {
    Path keys = copied();
    AtomicLong nanos = new AtomicLong();
    FileKeySource elsewhere = FileKeySource.open(keys, nanos::get);
    FileKeySource authz = FileKeySource.openOrCreate(keys);
    String before = elsewhere.keys().sealing().kid();

    authz.rotateIfDue(Clock.systemUTC().instant().plus(DAY));
    assertThat(elsewhere.keys().sealing().kid()).isEqualTo(before);
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(elsewhere.keys().sealing().kid()).isEqualTo(authz.keys().sealing().kid());
    Files.delete(keys.resolve("keys.json"));
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(elsewhere.keys().sealing()).isEqualTo(authz.keys().sealing());
  }

  /** What cannot be known is no verdict: a record must not be quarantined for a lost folder. */
  @Test
  void verify_unknownKeyAndLostFolder_throws() throws IOException {
    Path keys = copied();
    FileKeySource source = FileKeySource.open(keys);
    String known = mint(source, Tokens.NOW).authorisation(CLIENT, Map.of());
    TokenVerifier verifier = TokenVerifier.create(source);
    Files.delete(keys.resolve("keys.json"));

    assertThat(verifier.verify(known, Tokens.NOW)).isInstanceOf(Verdict.Verified.class);
    assertThatThrownBy(() -> verifier.verify(Tokens.good(), Tokens.NOW))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void verify_issuedAfterItsKeyRetired_isRefused() {
    KeySet fresh = KeySource.generated(2048).keys();
    Instant now = Tokens.NOW;
    KeySource before = Tokens.fixed(fresh);
    String late = mint(before, now).authorisation(CLIENT, Map.of());
    SharedKey sealing = fresh.sealing();
    KeySet retired =
        new KeySet(
            fresh.authorisation(),
            fresh.authentication(),
            fresh.encryption().stream()
                .map(
                    key ->
                        key.kid().equals(sealing.kid())
                            ? new SharedKey(key.kid(), key.key(), Optional.of(now.minusSeconds(60)))
                            : key)
                .toList(),
            fresh.authorisationSigner(),
            fresh.authenticationSigner(),
            fresh.webhookMaster(),
            fresh.capability());

    assertThat(TokenVerifier.create(Tokens.fixed(retired)).verify(late, now))
        .isEqualTo(new Verdict.Refused("retired-key", "issued after its key was retired"));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
