package ocelli.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a restart, a second node and retention leave of the promise. */
class RestartIT {
  private static final long DEADLINE_SECONDS = 40;
  private final DatabaseSettings database = LiveBackend.shared().newDatabase();

  @Test
  void afterARestart_nothingIsReadTwiceAndTheSuffixIsTheSameBytes() throws Exception {
    List<Long> cursors = new ArrayList<>();
    List<String> before;
    try (FirehoseFixture first = FirehoseFixture.start(database, "")) {
      cursors.addAll(first.sendTexts("restart", 500));
      try (HeldReader held = first.open("restart", "{\"from\": \"earliest\"}")) {
        before = held.messages(500);
      }
    }
    try (FirehoseFixture second = FirehoseFixture.start(database, "")) {
      cursors.addAll(second.sendTexts("restart", 20));
      try (HeldReader held = second.open("restart", "{\"from\": " + cursors.get(249) + "}")) {
        assertThat(held.messages(250)).isEqualTo(before.subList(250, 500));
        assertThat(held.messages(20)).allMatch(line -> line.contains("\"previous\":"));
      }
      assertThat(read(second)).isEqualTo(20);
      assertThat(rowsOf(second, "restart")).isEqualTo(520);
    }
  }

  @Test
  void twoNodesThatKnowNothingOfEachOther_writeEachMessageOnce() throws Exception {
    try (FirehoseFixture one = FirehoseFixture.start(database, "");
        FirehoseFixture two =
            FirehoseFixture.start(database, "ocelli.firehose.heartbeat = 500ms")) {
      List<Long> cursors = one.sendTexts("contended", 300);
      try (HeldReader held = two.open("contended", "{\"from\": \"earliest\"}")) {
        List<String> lines = held.messages(300);
        for (int i = 0; i < 300; i++) {
          assertThat(lines.get(i)).contains("\"cursor\":" + cursors.get(i) + ",");
        }
        assertThat(rowsOf(one, "contended")).isEqualTo(300);
        for (int i = 0; i < 20; i++) {
          long cursor = one.sendTexts("contended", 1).get(0);
          assertThat(held.message()).contains("\"cursor\":" + cursor + ",");
        }
      }
    }
  }

  @Test
  void retentionPassesACursor_410NamesTheOldestAndASlowStreamEnds() throws Exception {
    String quick =
        "ocelli.firehose { partition-span = 1s, retention = 3s, heartbeat = 500ms, page-rows = 1,"
            + " tail-bytes = 0 }";
    try (FirehoseFixture it = FirehoseFixture.start(database, quick)) {
      try (HeldReader slow = it.open("aging", "{\"from\": \"earliest\", \"max_rate\": 1}")) {
        long first = it.sendTexts("aging", 20).get(0);
        HttpResponse<String> answer = awaitTooOld(it, first - 1);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("\"code\":\"cursor-too-old\"").contains("\"oldest\":");
        String line = slow.message();
        while (line.startsWith("{\"id\"")) {
          line = slow.message();
        }
        assertThat(line).startsWith("{\"error\":{").contains("\"code\":\"cursor-too-old\"");
        assertThat(slow.line()).isNull();
      }
      try (HeldReader held = it.open("aging", "{\"from\": \"earliest\"}")) {
        assertThat(held.message()).contains("\"previous\":");
      }
    }
  }

  private static HttpResponse<String> awaitTooOld(FirehoseFixture it, long cursor)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (System.nanoTime() < deadline) {
      try (HeldReader held = it.open("aging", "{}")) { // a message at a time, as it is seen
        it.sendTexts("aging", 1);
        held.message();
      }
      HttpResponse<String> answer = closedAnswer(it, cursor);
      if (answer != null) {
        return answer;
      }
    }
    throw new AssertionError("the first message is kept for ever");
  }

  /** The 410, or null where the stream still opens. */
  private static @Nullable HttpResponse<String> closedAnswer(FirehoseFixture it, long cursor)
      throws Exception {
    var request = it.post(FirehoseFixture.token("aging"), "{\"from\": " + cursor + "}");
    try (HeldReader held = FirehoseFixture.open(request)) {
      return null;
    } catch (AssertionError refused) {
      return FirehoseFixture.answer(request);
    }
  }

  private static double read(FirehoseFixture it) {
    return it.node().context().meters().get("ocelli.received").counter().count();
  }

  private static long rowsOf(FirehoseFixture it, String client) throws Exception {
    try (Database database =
        Database.open(
            it.node().context().system(),
            FirehoseSettings.from(it.node().context().settings("ocelli.firehose")).database(),
            "count")) {
      return database.transactNow(
          connection -> {
            try (var rows =
                connection
                    .createStatement()
                    .executeQuery(
                        "select count(*) from firehose.message where client = '" + client + "'")) {
              rows.next();
              return rows.getLong(1);
            }
          });
    }
  }
}
