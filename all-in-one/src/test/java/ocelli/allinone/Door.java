package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Ocelli's HTTP as somebody uses it who does not keep to the rules. */
final class Door {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI base;

  Door(URI base) {
    this.base = base;
  }

  HttpResponse<String> post(String token, String transaction, String type, byte[] body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(base.resolve("/images/" + transaction))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  String get(URI from, String path) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(from.resolve(path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  JsonNode publicKeys() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(base, "/authz/jwks.json"));
  }

  /** Sends a token of so many bytes; answers the status line's start, empty where it hung up. */
  String postWithTokenOf(int bytes) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String head = "POST /images/t HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return ""; // it hung up before it had heard all
    }
  }
}
