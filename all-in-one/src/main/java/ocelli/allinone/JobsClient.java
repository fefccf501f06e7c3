package ocelli.allinone;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.http.ProblemException;
import ocelli.client.registry.ClientRegistry;
import ocelli.client.registry.Registered;
import ocelli.client.registry.Registration;

/**
 * The jobs' own client, {@code jobs}: registered at the first start, its credentials kept in a file
 * of the data folder that only its owner can read.
 */
final class JobsClient {
  private static final String NAME = "jobs";
  private static final List<String> CLAIMS =
      List.of("ingest-1.*", "ocr-*", "codes-1.*", "quality-1.*", "summary-1.*", "firehose-1.*");
  private static final int EXISTS = 409;

  private JobsClient() {}

  /**
   * Registers the client where the file is not there yet. A crash between the two gives the client
   * a new secret at the next start.
   *
   * @param base where authz answers
   * @param operatorToken an operator's
   */
  static void ensure(URI base, String operatorToken, Path file) throws IOException {
    if (!Files.exists(file)) {
      Registered client =
          registered(OcelliClient.of(ClientSettings.of(base), operatorToken).clients());
      DataFolder.writePrivately(
          file,
          new ObjectMapper()
              .createObjectNode()
              .put("client_id", client.client())
              .put("client_secret", client.secret())
              .toString());
    }
  }

  private static Registered registered(ClientRegistry registry) {
    try {
      return registry.add(new Registration(NAME, Optional.empty(), Optional.empty(), grants()));
    } catch (ProblemException e) {
      if (e.problem().status() != EXISTS) {
        throw e;
      }
      return registry.rotate(NAME);
    }
  }

  /** What jobs need; identity only in so far as an owner may have it too. */
  private static Map<String, String> grants() {
    Map<String, String> grants = new LinkedHashMap<>();
    CLAIMS.forEach(claim -> grants.put(claim, "true"));
    grants.put("faceextract-1.*", "{\"identity\":true}");
    return grants;
  }
}
