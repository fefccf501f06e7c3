package ocelli.allinone.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import ocelli.allinone.UpProcess;

/**
 * Somebody who may sign in.
 *
 * @param id of the client
 * @param secret as it was printed once
 */
record Account(String id, String secret) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> WITHOUT_STREAM =
      List.of(
          "jobs-1.*",
          "links-1.*",
          "ocr-*",
          "codes-1.*",
          "quality-1.*",
          "faceextract-1.*",
          "summary-1.*",
          "ingest-1.*");

  /** Registers one who may do all that the console offers. */
  static Account full(UpProcess ocelli, String id) throws Exception {
    return with(
        ocelli, id, Stream.concat(WITHOUT_STREAM.stream(), Stream.of("firehose-1.*")).toList());
  }

  /** Registers one who may do what is named. */
  static Account with(UpProcess ocelli, String id, List<String> claims) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("client_id", id);
    ObjectNode grants = body.putObject("grants");
    claims.forEach(claim -> grants.put(claim, true));
    HttpResponse<String> made =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(ocelli.url().resolve("/authz/clients"))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + ocelli.operator().get("token").asText())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build(),
                BodyHandlers.ofString());
    if (made.statusCode() != 201) {
      throw new AssertionError("registering answered " + made.statusCode() + ": " + made.body());
    }
    return new Account(id, JSON.readTree(made.body()).get("client_secret").asText());
  }
}
