package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.protocol.Cursor;
import ocelli.runtime.http.Problems;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What push says to a neighbour of messages on their way, over real HTTP. */
class DeliveriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  private static final String ONE_TRY = "ocelli.push.retry-waits = [0s, 10m]";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void eachMessage_isDelivered_waits_orIsDead_toItsOwnerAlone() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver fine = Receiver.answering(number -> 200);
        Receiver failing = Receiver.answering(number -> 500);
        Receiver gone = Receiver.answering(number -> 410)) {
      var node = fixture.start(ONE_TRY);
      URI place = bind(node);
      Instant before = Instant.now();
      long delivered = publish(fixture, fine);
      long waiting = publish(fixture, failing);
      long dead = publish(fixture, gone);
      List<Question> all =
          List.of(
              new Question(delivered, fine.url()),
              new Question(waiting, failing.url()),
              new Question(dead, gone.url()),
              new Question(dead + 1, fine.url()));
      String owner = fixture.sending("camera");
      await(
          "all three have been tried",
          PATIENCE,
          () -> states(place, owner, all).equals("delivered, waiting 1, dead 1, waiting 0"));

      JsonArray answer = answer(place, owner, all);
      assertThat(answer.get(1).getAsJsonObject().get("cursor").getAsLong()).isEqualTo(waiting);
      assertThat(instant(answer, 1, "next_try")).isAfter(before.plus(Duration.ofMinutes(7)));
      assertThat(answer.get(2).getAsJsonObject().get("reason").getAsString()).isEqualTo("gone");
      assertThat(instant(answer, 2, "given_up_at")).isAfterOrEqualTo(before.minusSeconds(1));

      assertThat(states(place, fixture.sending("another"), all))
          .isEqualTo("waiting 0, waiting 0, waiting 0, waiting 0");
      assertThat(ask(place, fixture.silent("camera"), "{\"messages\":[]}").statusCode())
          .isEqualTo(403);
      assertThat(ask(place, "forged", "{\"messages\":[]}").statusCode()).isEqualTo(401);
      assertThat(ask(place, owner, "{\"messages\":[{}]}").statusCode()).isEqualTo(400);
      assertThat(ask(place, owner, "no JSON").statusCode()).isEqualTo(400);
    }
  }

  private record Question(long cursor, String url) {}

  private static URI bind(PushFixture.Running node) throws Exception {
    ServerBinding server =
        Http.get(node.node().context().system())
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(node.push().routes()))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    return URI.create(
        "http://127.0.0.1:" + server.localAddress().getPort() + "/webhooks/deliveries");
  }

  private static long publish(PushFixture fixture, Receiver receiver) throws Exception {
    String token = fixture.pushing("camera", receiver.url(), "per-transaction");
    RecordMetadata record = fixture.publish("camera", token, "t", "text").get();
    return Cursor.of(0, record.offset()).value();
  }

  private static String states(URI place, String token, List<Question> questions) {
    StringBuilder states = new StringBuilder();
    for (var one : answer(place, token, questions)) {
      JsonObject message = one.getAsJsonObject();
      states.append(states.isEmpty() ? "" : ", ").append(message.get("state").getAsString());
      if (message.has("attempts")) {
        states.append(' ').append(message.get("attempts").getAsInt());
      }
    }
    return states.toString();
  }

  private static JsonArray answer(URI place, String token, List<Question> questions) {
    JsonArray messages = new JsonArray();
    for (Question question : questions) {
      JsonObject one = new JsonObject();
      one.addProperty("cursor", question.cursor());
      one.addProperty("generation", 1);
      one.addProperty("url", question.url());
      messages.add(one);
    }
    JsonObject body = new JsonObject();
    body.add("messages", messages);
    return JsonParser.parseString(ask(place, token, body.toString()).body())
        .getAsJsonObject()
        .getAsJsonArray("messages");
  }

  private static Instant instant(JsonArray answer, int index, String field) {
    return Instant.parse(answer.get(index).getAsJsonObject().get(field).getAsString());
  }

  private static HttpResponse<String> ask(URI place, String token, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(place)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .header("Authorization", "Bearer " + token)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
