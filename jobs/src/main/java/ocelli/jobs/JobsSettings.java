package ocelli.jobs;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import ocelli.jobs.fetch.FetchSettings;
import ocelli.jobs.http.AcceptanceSettings;
import ocelli.jobs.http.UploadSettings;
import ocelli.jobs.sandbox.PdfSettings;
import ocelli.jobs.send.WorkSettings;
import ocelli.jobs.session.SessionSettings;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The jobs' settings.
 *
 * @param roles web, send or both
 * @param database their own
 * @param server where the rest of Ocelli is reached; empty where the launcher says so later
 * @param credentials the file with the jobs' own client id and secret
 */
public record JobsSettings(
    Set<String> roles,
    DatabaseSettings database,
    Optional<URI> server,
    Path credentials,
    AcceptanceSettings acceptance,
    UploadSettings upload,
    FetchSettings fetch,
    PdfSettings pdf,
    WorkSettings work,
    SessionSettings session) {
  static final String WEB = "web";
  static final String SEND = "send";

  public JobsSettings {
    roles = Set.copyOf(roles);
    if (roles.isEmpty() || !Set.of(WEB, SEND).containsAll(roles)) {
      throw new IllegalArgumentException("ocelli.jobs.roles: web, send or both, not " + roles);
    }
  }

  /** Reads the settings under {@code ocelli.jobs}. */
  public static JobsSettings from(Config config) {
    String server = config.getString("server");
    return new JobsSettings(
        Set.copyOf(config.getStringList("roles")),
        DatabaseSettings.from(config.getConfig("database")),
        server.isEmpty() ? Optional.empty() : Optional.of(URI.create(server)),
        Path.of(config.getString("credentials-file")),
        AcceptanceSettings.from(config),
        UploadSettings.from(config.getConfig("upload")),
        FetchSettings.from(config.getConfig("fetch")),
        PdfSettings.from(config.getConfig("pdf")),
        WorkSettings.from(config),
        SessionSettings.from(config.getConfig("session")));
  }
}
