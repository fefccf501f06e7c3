package ocelli.jobs.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.Uri;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What somebody signs in with.
 *
 * @param client its id
 * @param secret as it was printed when the client was registered
 */
record SignIn(String client, String secret) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads JSON or a form; empty where a field is missing or is no text. */
  static Optional<SignIn> read(HttpEntity.Strict body) {
    String text = body.getData().utf8String();
    return body.getContentType().mediaType().equals(ContentTypes.APPLICATION_JSON.mediaType())
        ? ofJson(text)
        : ofForm(text);
  }

  private static Optional<SignIn> ofForm(String text) {
    Query form = Query.create(text, StandardCharsets.UTF_8, Uri.RELAXED);
    return of(form.get("client_id"), form.get("client_secret"));
  }

  private static Optional<SignIn> ofJson(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return of(field(tree, "client_id"), field(tree, "client_secret"));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> field(JsonNode tree, String name) {
    return Optional.ofNullable(tree.path(name).textValue());
  }

  private static Optional<SignIn> of(Optional<String> client, Optional<String> secret) {
    return client.isEmpty() || secret.isEmpty() || client.get().isBlank() || secret.get().isBlank()
        ? Optional.empty()
        : Optional.of(new SignIn(client.get().strip(), secret.get().strip()));
  }

  @Override
  public String toString() {
    return "SignIn[" + client + "]";
  }
}
