package ocelli.jobs.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ocelli.client.json.Json;
import ocelli.client.token.Credentials;

/** Who the jobs are to the rest of Ocelli: a client like any other. */
public final class Identity {
  private Identity() {}

  /**
   * Reads {@code {"client_id","client_secret"}}, as {@code client add} prints it.
   *
   * @throws UncheckedIOException where there is no such file
   */
  public static Credentials read(Path file) {
    try {
      JsonNode json = Json.read(Files.readString(file));
      return new Credentials(
          Json.required(json, "client_id"), Json.required(json, "client_secret"));
    } catch (IOException e) {
      throw new UncheckedIOException("ocelli.jobs.credentials-file cannot be read: " + file, e);
    }
  }
}
