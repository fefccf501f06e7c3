package ocelli.trials.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Posts jobs and waits for them, asks again for what it knows. Safe for several threads. */
final class Asker {
  private static final String BOUNDARY = "part-of-a-form";
  private static final Duration PATIENCE = Duration.ofSeconds(60); // twice what is waited for
  private static final int SEE_OTHER = 303;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  Asker(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Has a page read; answers where its result is. */
  String read(byte[] page) throws IOException, InterruptedException {
    HttpResponse<Void> response =
        http.send(
            request("/api/v1/services")
                .header("Prefer", "wait=30")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(page)))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() != SEE_OTHER) {
      throw new IOException("a page is not read within 30 s: " + response.statusCode());
    }
    return response.headers().firstValue("Location").orElseThrow();
  }

  /** The name of a result's bytes. */
  String etag(String place) throws IOException, InterruptedException {
    return http.send(request(place).build(), HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElseThrow();
  }

  /** Asks again for what it has. */
  void askAgain(String place, String etag) throws IOException, InterruptedException {
    int status =
        http.send(
                request(place).header("If-None-Match", etag).build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode();
    if (status != NOT_MODIFIED) {
      throw new IOException(place + " answered " + status);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private static byte[] form(byte[] page) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"page\"\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.write(page);
    body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }
}
