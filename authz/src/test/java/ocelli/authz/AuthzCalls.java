package ocelli.authz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import ocelli.authz.core.OperatorTokens;

/** Calls to roles on a port, as clients and operators make them. */
interface AuthzCalls {
  /** Opens the operators' doors of every process that a test starts. */
  String OPERATOR = OperatorTokens.generate(new SecureRandom());

  /** For an answer, and for what is awaited, on a machine that is busy. */
  Duration PATIENCE = Duration.ofSeconds(60);

  ObjectMapper JSON = new ObjectMapper();
  HttpClient CLIENT = HttpClient.newHttpClient();

  /** Where the roles are. */
  String url();

  /** An answer. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body(), e);
      }
    }
  }

  default Answer call(String method, String path, String body, String type, String authorization) {
    return call("127.0.0.1", method, path, body, type, authorization);
  }

  /** As a proxy that is trusted says it of a peer. */
  private Answer call(
      String peer, String method, String path, String body, String type, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(PATIENCE)
            .header("X-Forwarded-For", peer)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  default Answer authenticateFrom(String peer, String name, String secret) {
    byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return call(
        peer,
        "POST",
        "/authn/token",
        "grant_type=client_credentials",
        "application/x-www-form-urlencoded",
        "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  default Answer listFrom(String peer, String authorization) {
    return call(peer, "GET", "/authz/clients", "", "", authorization);
  }

  default Answer form(String path, String form, String authorization) {
    return call("POST", path, form, "application/x-www-form-urlencoded", authorization);
  }

  default Answer asOperator(String method, String path, String body) {
    return call(method, path, body, "application/json", "Bearer " + OPERATOR);
  }

  default Answer add(String name, String grants) {
    return asOperator(
        "POST", "/authz/clients", "{\"client_id\":\"" + name + "\",\"grants\":" + grants + "}");
  }

  default Answer authenticate(String name, String secret) {
    return authenticateFrom("127.0.0.1", name, secret);
  }

  default String authentication(String name, String secret) {
    return authenticate(name, secret).json().path("access_token").asText();
  }

  default Answer exchange(String authentication, String more) {
    return form(
        "/authz/token",
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
            + "&subject_token="
            + authentication
            + more,
        "");
  }

  /** Both steps; the first that fails is the answer. */
  default Answer token(String name, String secret, String more) {
    Answer authenticated = authenticate(name, secret);
    return authenticated.status() == 200
        ? exchange(authenticated.json().path("access_token").asText(), more)
        : authenticated;
  }
}
