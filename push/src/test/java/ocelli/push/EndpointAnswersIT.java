package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import ocelli.authz.door.Revocation;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may ask for by its answer, over real HTTP: a pause, or to be left alone. */
class EndpointAnswersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  // What waited for longer than all waits together is given up: the last is long.
  private static final String SOON = "ocelli.push.retry-waits = [0s, 50ms, 50ms, 10m]";
  private static final int ASKED_SECONDS = 4;

  @ParameterizedTest(name = "{0} seconds")
  @ValueSource(ints = {429, 503})
  void retryAfterInSeconds_isWaitedOut(int status) throws Exception {
    assertPause(status, () -> Integer.toString(ASKED_SECONDS), Duration.ofSeconds(ASKED_SECONDS));
  }

  @Test
  void retryAfterAsADate_isWaitedOut() throws Exception {
    assertPause(
        503,
        () ->
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(ASKED_SECONDS).atOffset(ZoneOffset.UTC)),
        Duration.ofSeconds(ASKED_SECONDS - 1)); // a date has no fractions of a second
  }

  /** Nothing else of the endpoint's comes meanwhile either. */
  private static void assertPause(int status, Supplier<String> retryAfter, Duration atLeast)
      throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.asking(status, retryAfter)) {
      fixture.start(SOON);
      String token = fixture.pushing("grace", receiver.url(), "per-transaction");
      fixture.publish("grace", token, "t0", "first").get();
      await("the first request", PATIENCE, () -> receiver.requests() == 1);
      for (int i = 1; i < 10; i++) {
        fixture.publish("grace", token, "t" + i, "n" + i);
      }
      await("all", PATIENCE, () -> receiver.accepted().size() == 10);
      Instant asked = receiver.arrivals().get(0);
      assertThat(receiver.arrivals().get(1)).isAfterOrEqualTo(asked.plus(atLeast));
      assertThat(receiver.accepted()).extracting(Receiver.Webhook::id).doesNotHaveDuplicates();
    }
  }

  /** As many as its window have a connection: the others must not wait for one until they fail. */
  @Test
  void acceptedWithABodyThatNeverEnds_isSentOnce() throws Exception {
    int count = 40;
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.dripping()) {
      fixture.start(SOON);
      String token = fixture.pushing("ivan", receiver.url(), "per-transaction");
      for (int i = 0; i < count; i++) {
        fixture.publish("ivan", token, "t" + i, "n" + i);
      }
      await("all", PATIENCE, () -> receiver.ids().size() == count);
      assertThat(receiver.accepted()).extracting(Receiver.Webhook::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void gone_endsSendingForGoodAndKeepsWhatWasNotSent() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver gone = Receiver.answering(number -> number <= 3 ? 200 : 410);
        Receiver healthy = Receiver.answering(number -> 200)) {
      var node = fixture.start(SOON);
      String token = fixture.pushing("heidi", gone.url(), "strict");
      for (int i = 0; i < 20; i++) {
        fixture.publish("heidi", token, "t" + i, "n" + i);
      }
      await("17 kept aside", PATIENCE, () -> deadLetters(fixture.database()) == 17);
      assertThat(gone.requests()).isEqualTo(4);
      node.kill();

      fixture.start(SOON);
      fixture.publish("heidi", token, "late", "late");
      fixture.publish(
          "ivan", fixture.pushing("ivan", healthy.url(), "per-transaction"), "t", "other");
      await("another's", PATIENCE, () -> healthy.accepted().size() == 1);
      await("kept aside, too", PATIENCE, () -> deadLetters(fixture.database()) == 18);
      assertThat(gone.requests()).as("never asked again").isEqualTo(4);
      assertThat(gone.accepted()).hasSize(3);
    }
  }

  @Test
  void revokedClient_getsNothingMoreAndNothingIsThrownAway() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      var node = fixture.start("ocelli.push.retry-waits = [0s, 10m]");
      String token = fixture.pushing("mallory", receiver.url(), "per-transaction");
      fixture.publish("mallory", token, "t1", "before");
      await("before", PATIENCE, () -> receiver.accepted().size() == 1);

      node.revocations().add(new Revocation(new ClientId("mallory"), Instant.now(), true));
      fixture.publish("mallory", token, "t2", "after");
      await(
          "kept",
          PATIENCE,
          () -> count(fixture.database(), "SELECT count(*) FROM parked WHERE failed = 1") == 1);
      assertThat(receiver.requests()).isEqualTo(1);
      assertThat(node.count("ocelli.failed", "reason", "client-revoked")).isEqualTo(1);
    }
  }

  private static long deadLetters(DatabaseSettings database) {
    return count(database, "SELECT count(*) FROM dead_letter WHERE reason = 'gone'");
  }

  private static long count(DatabaseSettings database, String query) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
