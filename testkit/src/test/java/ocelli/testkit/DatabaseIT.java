package ocelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.junit.jupiter.api.Test;

/** A service's database that does not answer is no other service's trouble. */
class DatabaseIT {
  @Test
  void deadDatabase_holdsNoOtherServicesThreads() throws Exception {
    LiveBackend backend = LiveBackend.shared();
    try (TestNode node = backend.node("");
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ActorSystem<?> system = node.context().system();
      String nowhere = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/nobody";
      try (Database dead =
              Database.open(system, new DatabaseSettings(nowhere, "nobody", "none", 4), "dead");
          Database alive = Database.open(system, backend.newDatabase(), "alive")) {
        List<CompletableFuture<Boolean>> waiting =
            IntStream.range(0, 200)
                .mapToObj(i -> dead.transact(c -> c.isValid(1)).toCompletableFuture())
                .toList();
        for (int i = 0; i < 100; i++) {
          assertThat(
                  alive.transact(c -> c.isValid(1)).toCompletableFuture().get(20, TimeUnit.SECONDS))
              .isTrue();
        }
        assertThat(waiting.get(199)).as("4 at a time, 5 s each").isNotDone();
      }
    }
  }
}
