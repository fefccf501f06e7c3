package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.util.List;
import ocelli.links.LinksNode.Door;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What is written of visits when an operator asks for it, on a real database. */
class LookupLinesIT {
  private static final String TARGET = "https://example.com/page?token=target-query";
  private static final String PLAIN = "{\"url\":\"" + TARGET + "\"}";
  private static final String GUARDED = "{\"url\":\"" + TARGET + "\",\"password\":\"pass-word\"}";

  private final Logger links = logger("ocelli.links");
  private final Logger lookups = logger("ocelli.links.lookup");
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void listen() {
    written.start();
    links.addAppender(written);
    links.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    links.detachAppender(written);
    links.setAdditive(true);
    links.setLevel(null);
    lookups.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  void lookup_atDebug_oneLineEach_saysWhoAnswered(Door door) throws Exception {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    try (LinksNode maker = LinksNode.start(database, "");
        LinksNode node = LinksNode.start(database, "")) {
      String plain = maker.make("shop", PLAIN);
      String guarded = maker.make("shop", GUARDED);
      node.visit(door, plain);
      assertThat(messages()).as("nobody asked for it").isEmpty();
      lookups.setLevel(Level.DEBUG);

      assertThat(node.visit(door, plain).statusCode()).isEqualTo(301);
      assertThat(node.visit(door, guarded).statusCode()).isEqualTo(401);
      assertThat(node.visitWithPassword(door, guarded, "pass-word").statusCode()).isEqualTo(302);
      assertThat(node.form(door, guarded, "password=pass-word").statusCode()).isEqualTo(303);
      assertThat(node.visit(door, other(plain)).statusCode()).isEqualTo(404);

      assertThat(messages().stream().map(line -> line.replaceFirst("\\d+ µs$", "N µs")))
          .containsExactly(
              plain + " answered by cache in N µs",
              guarded + " answered by database in N µs",
              guarded + " answered by cache in N µs",
              guarded + " answered by cache in N µs",
              other(plain) + " answered by check in N µs");
    }
  }

  /** A visitor chooses the code, the rest of the address and the headers. */
  @ParameterizedTest
  @EnumSource
  void lookup_hostileCode_staysOneLine(Door door) throws Exception {
    lookups.setLevel(Level.DEBUG);
    try (LinksNode node = LinksNode.start(LiveBackend.shared().newDatabase(), "")) {
      node.visit(door, "abc%0Aforged");
      node.visit(door, "x".repeat(1_000));
      node.visit(door, "%1B%5B2J$%7Bjndi:ldap:%7D");
      assertThat(messages())
          .hasSize(3)
          .allMatch(line -> line.matches("[0-9A-Za-z?]{1,40} answered by check in \\d+ µs"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void allOfLinks_atDebug_namesNoTargetAndNoCredentials(Door door) throws Exception {
    links.setLevel(Level.DEBUG);
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    String token = LinksNode.token("shop");
    try (LinksNode maker = LinksNode.start(database, "");
        LinksNode node = LinksNode.start(database, "")) {
      String plain = LinksNode.json(maker.post(token, PLAIN)).path("code").asText();
      String guarded = LinksNode.json(maker.post(token, GUARDED)).path("code").asText();
      String unseen = maker.make("shop", "{\"url\":\"" + TARGET + "2\"}");
      node.send(
          HttpRequest.newBuilder(node.uri(door, "/l/" + plain + "?from=visit-query"))
              .header("Cookie", "session=cook-ie")
              .header("Authorization", "Bearer " + token)
              .header("Referer", "https://example.com/?referer-query"));
      node.visitWithPassword(door, guarded, "pass-word");
      node.form(door, guarded, "password=wrong-word");
      node.line().cut();
      assertThat(node.visitWithPassword(door, unseen, "pass-word").statusCode()).isEqualTo(503);

      assertThat(messages())
          .anyMatch(line -> line.startsWith(plain + " answered by database"))
          .anyMatch(line -> line.startsWith(guarded + " answered by cache"))
          .anyMatch(line -> line.startsWith("Cannot tell where " + unseen + " leads"))
          .noneMatch(line -> line.contains("example.com"))
          .noneMatch(line -> line.matches("(?s).*(target|visit|referer)-query.*"))
          .noneMatch(line -> line.matches("(?s).*(pass|wrong)-word.*"))
          .noneMatch(line -> line.contains("cook-ie"))
          .noneMatch(line -> line.contains(token));
    }
  }

  /** A code whose last character, the check, is another. */
  private static String other(String code) {
    int last = code.length() - 1;
    return code.substring(0, last) + (code.charAt(last) == '0' ? '1' : '0');
  }

  /** What was written, with the failures that came along. */
  private List<String> messages() {
    return List.copyOf(written.list).stream()
        .map(
            event ->
                event.getThrowableProxy() == null
                    ? event.getFormattedMessage()
                    : event.getFormattedMessage()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
        .toList();
  }
}
