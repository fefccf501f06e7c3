package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ocelli.client.demo.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image twenty times, ten of them in another process: each task says the same bytes. */
class SameAnswersIT {
  private static final int TIMES = 10;
  private static final int TASKS = 4;
  private static final int RECEIPT = 4; // among the samples: text for every engine of ocr
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void image_manyTimesInTwoProcesses_sameBytes() throws Exception {
    Map<String, Set<String>> here = answers(folder.resolve("here"));
    Map<String, Set<String>> there = answers(folder.resolve("there"));

    assertThat(here).hasSize(TASKS).isEqualTo(there);
    assertThat(here).allSatisfy((type, data) -> assertThat(data).as(type).hasSize(1));
    assertThat(here.get("ocr.v1m0.Text")).asString().contains("TOTAL");
  }

  /** The distinct {@code data} of each type, as the bytes that came. */
  private static Map<String, Set<String>> answers(Path data) throws Exception {
    byte[] image = Samples.decodable().get(RECEIPT);
    try (UpProcess ocelli = UpProcess.start(data);
        Receiver receiver = new Receiver()) {
      Customer shop = Customer.register(ocelli, "shop", Optional.of(receiver.url()));
      receiver.trust(shop.webhookSecret());
      String token = shop.token(ocelli.url());
      for (int i = 0; i < TIMES; i++) {
        Customer.send(ocelli.url(), token, "again-" + i, 2, "key-" + i, image); // no summary comes
      }
      Await.until(
          PATIENCE,
          () -> receiver.acknowledged().size() + " answers",
          () -> receiver.acknowledged().size() >= TIMES * TASKS);
      return byType(receiver.acknowledged());
    }
  }

  private static Map<String, Set<String>> byType(List<Delivered> messages) {
    return messages.stream()
        .collect(
            Collectors.groupingBy(
                Delivered::type,
                TreeMap::new,
                Collectors.mapping(SameAnswersIT::data, Collectors.toCollection(TreeSet::new))));
  }

  private static String data(Delivered message) {
    return message.bytes().substring(message.bytes().indexOf("\"data\":"));
  }
}
