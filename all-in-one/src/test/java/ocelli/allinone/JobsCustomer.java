package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A client that has images read: posts jobs, asks how they are, gets results. */
final class JobsCustomer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  private static final String BOUNDARY = "part-of-a-form";

  private final Customer customer;

  private JobsCustomer(Customer customer) {
    this.customer = customer;
  }

  static JobsCustomer register(UpProcess ocelli, String id) throws Exception {
    ObjectNode grants = JSON.createObjectNode();
    Stream.of("jobs-1.*", "ocr-*", "codes-1.*", "quality-1.*", "faceextract-1.*", "summary-1.*")
        .forEach(claim -> grants.put(claim, true));
    return new JobsCustomer(Customer.register(ocelli, id, grants));
  }

  String token(UpProcess ocelli) throws Exception {
    return customer.token(ocelli.url());
  }

  /** Uploads a file; answers the job's id, once it was accepted. */
  static String upload(URI base, String token, String name, byte[] file) throws Exception {
    HttpResponse<String> response = tryUpload(base, token, name, file);
    if (response.statusCode() != 202) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body()).get("job").asText();
  }

  static HttpResponse<String> tryUpload(URI base, String token, String name, byte[] file)
      throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.write(file);
    body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return HTTP.send(
        request(base, token, "/api/v1/services")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Has a URL fetched; answers the job's id, once it was accepted. */
  static String fetch(URI base, String token, String url) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            request(base, token, "/api/v1/services")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().put("url", url).toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 202) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body()).get("job").asText();
  }

  /** The number of the result; empty while there is none. */
  static Optional<Long> number(URI base, String token, String job) {
    try {
      HttpResponse<String> response = get(base, token, "/queue/" + job);
      if (response.statusCode() == 303) {
        String location = response.headers().firstValue("Location").orElseThrow();
        return Optional.of(Long.parseLong(location.substring(location.lastIndexOf('/') + 1)));
      }
      String state = JSON.readTree(response.body()).path("state").asText();
      if (state.equals("FAILURE") || response.statusCode() != 200) {
        throw new AssertionError("job " + job + ": " + response.body());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode result(URI base, String token, long number) throws Exception {
    HttpResponse<String> response = get(base, token, "/api/v1/service/" + number);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  static HttpResponse<String> get(URI base, String token, String path) throws Exception {
    return HTTP.send(
        request(base, token, path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(URI base, String token, String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }
}
