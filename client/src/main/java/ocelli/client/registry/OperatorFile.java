package ocelli.client.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import ocelli.client.json.Json;

/**
 * The operator's way into an Ocelli on this machine: a file, readable for its owner alone, that it
 * keeps in its data folder while it runs.
 *
 * @param url its public address
 * @param token an operator's
 */
public record OperatorFile(URI url, String token) {
  /** The file's name in the data folder. */
  public static final String NAME = "operator.json";

  /**
   * Reads it.
   *
   * @throws IOException as {@link java.nio.file.NoSuchFileException} where no Ocelli runs on the
   *     folder
   * @throws ocelli.client.json.UnreadableException when it is damaged
   */
  public static OperatorFile in(Path data) throws IOException {
    JsonNode access = Json.read(Files.readString(data.resolve(NAME)));
    return new OperatorFile(
        URI.create(Json.required(access, "url")), Json.required(access, "token"));
  }

  @Override
  public String toString() {
    return "OperatorFile[" + url + "]";
  }
}
