package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFoldersTest {
  @TempDir static Path keys;
  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    FileKeySource.openOrCreate(keys); // RSA-3072 takes seconds: once for all
  }

  @Test
  void of_eachService_holdsNoKeyThatIsNotIts() throws Exception {
    Path all = keys;
    KeyFolders folders = new KeyFolders(all, folder.resolve("parts"));

    KeySet vision = FileKeySource.open(folders.of("vision")).keys();
    assertThat(vision.encryption()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(vision.authorisation()).isNotEmpty();
    assertThat(vision.authorisationSigner()).isEmpty();
    assertThat(vision.authenticationSigner()).isEmpty();
    assertThat(vision.webhookMaster()).isEmpty();
    assertThat(vision.capability()).isEmpty();
    KeySet push = FileKeySource.open(folders.of("push")).keys();
    assertThat(push.webhookMaster()).isPresent();
    assertThat(push.authorisationSigner()).isEmpty();
    assertThat(push.capability()).isEmpty();
    assertThat(FileKeySource.open(folders.of("links")).keys().capability()).isPresent();
    assertThat(folders.of("authz")).isEqualTo(all);
  }

  /** A stolen process of one role signs nothing in the other's name. */
  @Test
  void part_ofEachRole_hasItsOwnSignerOnly() throws Exception {
    KeyFolders folders = new KeyFolders(keys, folder.resolve("parts"));

    KeySet authn = FileKeySource.open(folders.part("authn")).keys();
    assertThat(authn.authenticationSigner()).isPresent();
    assertThat(authn.authorisationSigner()).isEmpty();
    assertThat(authn.webhookMaster()).isEmpty();
    KeySet authz = FileKeySource.open(folders.part("authz")).keys();
    assertThat(authz.authorisationSigner()).isPresent();
    assertThat(authz.webhookMaster()).isPresent();
    assertThat(authz.authenticationSigner()).isEmpty();
    assertThat(authz.capability()).isEmpty();
    assertThat(FileKeySource.open(folders.part("push-write")).keys().webhookMaster()).isEmpty();
    for (String part : KeyFolders.PARTS) {
      assertThat(FileKeySource.open(folders.part(part)).rotateIfDue(Instant.MAX))
          .as("%s has no business to rotate", part)
          .isFalse();
    }
  }

  @Test
  void renew_afterARotation_givesTheNewKeys_andForgetsDroppedOnes() throws Exception {
    Path all = keys;
    FileKeySource issuer = FileKeySource.open(all);
    KeyFolders folders = new KeyFolders(all, folder.resolve("parts"));
    FileKeySource reader = FileKeySource.open(folders.of("vision"));
    Instant later = Instant.now();
    for (int day = 1; day < 20; day++) {
      later = later.plus(Duration.ofDays(1).plusSeconds(1));
      assertThat(issuer.rotateIfDue(later)).isTrue();
    }
    folders.renew(List.of("vision"));

    assertThat(reader.refreshed().encryption()).hasSameSizeAs(issuer.keys().encryption());
    assertThat(reader.keys().sealing().kid()).isEqualTo(issuer.keys().sealing().kid());
    assertThat(sealed(folders.of("vision"))).isEqualTo(sealed(all));
  }

  private static List<String> sealed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("seal-"))
          .sorted()
          .toList();
    }
  }
}
