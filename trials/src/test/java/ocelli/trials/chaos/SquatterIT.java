package ocelli.trials.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ocelli.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquatterIT {
  private static final int COMPETITORS = 8;
  private static final String PASSWORD = "secret-of-a-test";

  @TempDir Path folder;

  @Test
  void takeAll_othersAskAgainAtOnce_noneIsLeftToThem() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(COMPETITORS);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      postgres.ensureDatabase("other", PASSWORD);
      for (int i = 0; i < COMPETITORS; i++) {
        threads.execute(() -> hold(postgres.url("other")));
      }
      try (Squatter squatter = Squatter.in(folder)) {
        assertThat(squatter.takeAll()).isPositive();
        assertThat(squatter.others()).isZero();
        assertThatThrownBy(() -> connect(postgres.url("other")))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
      }
      awaitConnection(postgres.url("other"));
    } finally {
      threads.shutdownNow();
    }
  }

  /** As a pool does: one that is lost is asked for again. */
  private static void hold(String url) {
    List<Connection> held = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        held.removeIf(SquatterIT::isLost);
        if (held.size() < 4) {
          held.add(connect(url));
        } else {
          TimeUnit.MILLISECONDS.sleep(1);
        }
      } catch (SQLException full) {
        Thread.onSpinWait(); // asks again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isLost(Connection connection) {
    try {
      return !connection.isValid(10);
    } catch (SQLException e) {
      return true;
    }
  }

  private static void awaitConnection(String url) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (isRefused(url)) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean isRefused(String url) {
    try {
      connect(url).close();
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "other", PASSWORD);
  }
}
