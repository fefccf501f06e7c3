package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.links.LinksNode.Door;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes, lines that are cut, and a database that is stopped while links are followed. */
class OutageIT {
  private static final String PASSWORD = "test-password";
  private static final String QUICK = "ocelli.links.deletion-check = 1s\n";

  @ParameterizedTest
  @EnumSource
  void delete_onAnotherNode_heardOf(Door door) throws Exception {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    try (LinksNode one = LinksNode.start(database, QUICK);
        LinksNode other = LinksNode.start(database, QUICK)) {
      String code = one.make("shop", "{\"url\":\"https://example.com/heard\"}");
      assertThat(other.visit(door, code).statusCode()).isEqualTo(301);
      Await.until(() -> other.degradations().isEmpty());
      assertThat(other.visit(door, code).statusCode()).isEqualTo(301);
      one.own("shop", "DELETE", "/links/" + code);
      Await.until(() -> other.visit(door, code).statusCode() == 404);
    }
  }

  /**
   * A node that was cut off serves what it knows, and forgets it when it may have missed something.
   */
  @ParameterizedTest
  @EnumSource
  void delete_whileCutOff_goneWhenTheLineIsBack(Door door) throws Exception {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    try (LinksNode one = LinksNode.start(database, QUICK);
        LinksNode other = LinksNode.start(database, QUICK)) {
      String code = one.make("shop", "{\"url\":\"https://example.com/missed\"}");
      Await.until(() -> other.degradations().isEmpty());
      assertThat(other.visit(door, code).statusCode()).isEqualTo(301);
      other.line().cut();
      one.own("shop", "DELETE", "/links/" + code);
      assertThat(one.visit(door, code).statusCode()).isEqualTo(404);
      assertThat(other.visit(door, code).statusCode()).isEqualTo(301);
      other.line().mendTo(LinksNode.port(database.url()));
      Await.until(() -> other.visit(door, code).statusCode() == 404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void databaseStopped_knownLinksOpenAndHealthSaysSo(Door door) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "outage-");
    EmbeddedPostgres postgres = started(folder);
    try (LinksNode node = LinksNode.start(settings(postgres), QUICK)) {
      String known = node.make("shop", "{\"url\":\"https://example.com/known\"}");
      String unseen = node.make("shop", "{\"url\":\"https://example.com/unseen\"}");
      String capped = node.make("shop", "{\"url\":\"https://example.com/c\",\"max_visits\":5}");
      Await.until(() -> node.degradations().isEmpty());
      assertThat(node.visit(door, known).statusCode()).isEqualTo(301);

      node.line().cut();
      postgres.close();
      assertThat(node.visit(door, known).statusCode()).isEqualTo(301);
      assertThat(node.visit(door, unseen).statusCode()).isEqualTo(503);
      assertThat(node.visit(door, capped).statusCode()).isEqualTo(503);
      assertThat(node.visit(door, unseen, "Accept", "text/html").body()).contains("Try again soon");
      assertThat(node.post(LinksNode.token("shop"), "{\"url\":\"https://e.com/\"}").statusCode())
          .isEqualTo(503);
      assertThat(node.degradations()).containsKey("links-database");
      assertThat(node.degradations().get("links-database")).contains("links in memory still open");

      assertThat(node.problems()).as("it still serves").isEmpty();

      postgres = started(folder);
      node.line().mendTo(LinksNode.port(postgres.url("links")));
      Await.until(() -> node.degradations().equals(Map.of()));
      assertThat(node.visit(door, unseen).statusCode()).isEqualTo(301);
      assertThat(node.visit(door, capped).statusCode()).isEqualTo(302);
    } finally {
      postgres.close();
    }
  }

  private static EmbeddedPostgres started(Path folder) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
    postgres.ensureDatabase("links", PASSWORD);
    return postgres;
  }

  private static DatabaseSettings settings(EmbeddedPostgres postgres) {
    return new DatabaseSettings(postgres.url("links"), "links", PASSWORD, 3);
  }
}
