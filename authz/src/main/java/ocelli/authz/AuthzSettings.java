package ocelli.authz;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ocelli.authz.core.AddressRange;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The settings of both roles.
 *
 * @param roles which this process has: {@code authn}, {@code authz}
 * @param authnDatabase of the role authn; present where it has that role
 * @param authzDatabase of the role authz; present where it has that role
 * @param authnUrl where authn serves; present where this process has only the role authz
 * @param developmentMode whether webhook addresses may be http and loopback
 * @param operatorTokenHashes SHA-256 in hexadecimal
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param snapshotFile where the snapshot of all grants lies; empty for none
 * @param snapshotInterval how often it is written
 * @param databasePatience how long the database may take to answer
 * @param databasePause how long it is left alone after a failure
 */
public record AuthzSettings(
    Set<String> roles,
    Optional<DatabaseSettings> authnDatabase,
    Optional<DatabaseSettings> authzDatabase,
    Optional<String> authnUrl,
    boolean developmentMode,
    List<String> operatorTokenHashes,
    Set<AddressRange> trustedProxies,
    Optional<Path> snapshotFile,
    Duration snapshotInterval,
    Duration databasePatience,
    Duration databasePause) {
  /** The role that knows who clients are. */
  public static final String AUTHN = "authn";

  /** The role that knows what clients may do. */
  public static final String AUTHZ = "authz";

  public AuthzSettings {
    roles = Set.copyOf(roles);
    operatorTokenHashes = List.copyOf(operatorTokenHashes);
    trustedProxies = Set.copyOf(trustedProxies);
    if (roles.isEmpty() || !Set.of(AUTHN, AUTHZ).containsAll(roles)) {
      throw new IllegalArgumentException("ocelli.authz.roles: authn, authz or both, not " + roles);
    }
    if (operatorTokenHashes.stream().anyMatch(hash -> !hash.matches("[0-9a-f]{64}"))) {
      throw new IllegalArgumentException(
          "ocelli.authz.operator-token-hashes: SHA-256 in lower-case hexadecimal");
    }
    if (roles.equals(Set.of(AUTHZ)) && authnUrl.isEmpty()) {
      throw new IllegalArgumentException("ocelli.authz.authn-url: needed without the role authn");
    }
  }

  /**
   * Reads {@code ocelli.authz} and {@code ocelli.authn}.
   *
   * @param root the process's whole configuration
   */
  public static AuthzSettings from(Config root) {
    Config authz = root.getConfig("ocelli.authz");
    Set<String> roles = new LinkedHashSet<>(authz.getStringList("roles"));
    return new AuthzSettings(
        roles,
        database(root, roles, AUTHN),
        database(root, roles, AUTHZ),
        text(authz, "authn-url"),
        authz.getBoolean("dev-mode"),
        authz.getStringList("operator-token-hashes"),
        proxies(authz),
        text(authz, "snapshot-file").map(Path::of),
        authz.getDuration("snapshot-interval"),
        authz.getDuration("database-patience"),
        authz.getDuration("database-pause"));
  }

  /** As a list, or as the environment gives it: separated by commas. */
  private static Set<AddressRange> proxies(Config authz) {
    boolean isList = authz.getValue("trusted-proxies").valueType() == ConfigValueType.LIST;
    List<String> given =
        isList
            ? authz.getStringList("trusted-proxies")
            : List.of(authz.getString("trusted-proxies").split("[,\\s]+"));
    try {
      return given.stream()
          .filter(text -> !text.isEmpty())
          .map(AddressRange::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ocelli.authz.trusted-proxies: " + e.getMessage(), e);
    }
  }

  private static Optional<DatabaseSettings> database(Config root, Set<String> roles, String role) {
    return roles.contains(role)
        ? Optional.of(DatabaseSettings.from(root.getConfig("ocelli." + role + ".database")))
        : Optional.empty();
  }

  private static Optional<String> text(Config config, String path) {
    return Optional.of(config.getString(path)).filter(text -> !text.isEmpty());
  }
}
