package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ocelli.allinone.Customer.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job from outside, over HTTP only: every accepted image is answered by all tasks, by
 * webhook and by firehose alike, in order, also with an endpoint that fails now and then, and
 * nothing of it changes over a restart. {@code -Docelli.it.images=200} is the long form.
 */
class MainJobIT {
  private static final int IMAGES = Integer.getInteger("ocelli.it.images", 24);
  private static final int OF = 6;
  private static final int TASKS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60L + 3L * IMAGES);

  @TempDir Path data;

  @Test
  void images_answeredByBothWays_inOrder_andTheSameAfterARestart() throws Exception {
    List<Delivered> before;
    Customer shop;
    try (UpProcess ocelli = UpProcess.start(data);
        Receiver receiver = new Receiver()) {
      shop = Customer.register(ocelli, "shop", Optional.of(receiver.url()));
      Customer stranger = Customer.register(ocelli, "stranger", Optional.empty());
      receiver.trust(shop.webhookSecret());
      receiver.failEvery(7);
      List<Accepted> accepted = sendAll(ocelli.url(), shop.token(ocelli.url()));
      Set<String> images = accepted.stream().map(Accepted::image).collect(Collectors.toSet());
      assertThat(images).hasSize(IMAGES);

      int expected = IMAGES * TASKS + IMAGES / OF;
      Await.until(
          PATIENCE,
          () -> distinctIds(receiver.acknowledged()) + " of " + expected + " messages came",
          () -> distinctIds(receiver.acknowledged()) >= expected);
      before = Customer.firehose(ocelli.url(), shop.token(ocelli.url()), "\"earliest\"");

      assertThat(receiver.forged()).isEmpty();
      assertComplete(before, images);
      int refusals = accepted.stream().mapToInt(Accepted::refusals).sum();
      assertThat(before.size() - expected).as("repeats").isBetween(0, refusals * TASKS);
      assertSameOccurrences(receiver.acknowledged(), before);
      Delivered.assertChained(before);
      assertInOrderPerTransaction(receiver.acknowledged());
      assertThat(Customer.firehose(ocelli.url(), stranger.token(ocelli.url()), "\"earliest\""))
          .isEmpty();
      assertThat(ocelli.terminate()).isZero();
    }
    try (UpProcess again = UpProcess.start(data)) {
      assertSuffixIsTheSame(again.url(), shop.token(again.url()), before);
    }
  }

  private static List<Accepted> sendAll(URI base, String token) throws Exception {
    List<Accepted> accepted = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String transaction = "order-" + i / OF;
      accepted.add(Customer.send(base, token, transaction, OF, "image-" + i, Pictures.png(i)));
    }
    return accepted;
  }

  private static long distinctIds(List<Delivered> messages) {
    return messages.stream().map(Delivered::id).distinct().count();
  }

  private static void assertComplete(List<Delivered> messages, Set<String> images) {
    Map<String, Set<String>> answers =
        messages.stream()
            .filter(message -> !message.image().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Delivered::image, Collectors.mapping(Delivered::id, Collectors.toSet())));
    assertThat(answers.keySet()).isEqualTo(images);
    assertThat(answers.values()).allMatch(ids -> ids.size() == TASKS);
    assertThat(messages)
        .filteredOn(m -> m.type().equals("summary.v1m0.Summary"))
        .hasSize(IMAGES / OF)
        .allSatisfy(
            summary -> {
              assertThat(summary.data().get("closedBy").asText()).isEqualTo("complete");
              assertThat(summary.data().get("images")).hasSize(OF);
            });
  }

  private static void assertSameOccurrences(List<Delivered> webhooks, List<Delivered> firehose) {
    assertThat(webhooks.stream().map(Delivered::occurrence))
        .containsExactlyInAnyOrderElementsOf(firehose.stream().map(Delivered::occurrence).toList());
    assertThat(webhooks.stream().map(Delivered::bytes))
        .containsExactlyInAnyOrderElementsOf(firehose.stream().map(Delivered::bytes).toList());
  }

  private static void assertInOrderPerTransaction(List<Delivered> webhooks) {
    Map<String, List<Long>> arrivals = new LinkedHashMap<>();
    webhooks.forEach(
        message ->
            arrivals
                .computeIfAbsent(message.transaction(), t -> new ArrayList<>())
                .add(message.cursor()));
    assertThat(arrivals.values()).allSatisfy(cursors -> assertThat(cursors).isSorted());
  }

  private static void assertSuffixIsTheSame(URI base, String token, List<Delivered> before)
      throws Exception {
    int middle = before.size() / 2;
    List<Delivered> suffix =
        Customer.firehose(base, token, Long.toString(before.get(middle).cursor()));
    assertThat(suffix.stream().map(Delivered::bytes))
        .containsExactlyElementsOf(
            before.subList(middle + 1, before.size()).stream().map(Delivered::bytes).toList());
  }
}
