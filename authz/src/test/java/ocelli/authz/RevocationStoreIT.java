package ocelli.authz;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.authz.door.Revocation;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.authz.jdbc.ClientStore;
import ocelli.authz.jdbc.RevocationStore;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox on a real database: what two causes of one client leave in it. */
class RevocationStoreIT {
  private static final ClientId CLIENT = new ClientId("twice");
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "outbox", ConfigFactory.load());
  private final TestDatabase server = TestDatabase.shared();
  private final Database database = Database.open(system, server.settings("authz"), "authz");
  private final ClientStore clients = new ClientStore(database);
  private final RevocationStore outbox = new RevocationStore(database);

  @BeforeEach
  void register() throws Exception {
    database.migrate("db/authz", "authz");
    Registration client =
        new Registration(CLIENT, Grants.parse("{\"ingest-1.*\":true}"), Optional.empty(), AT);
    assertThat(got(clients.add(client))).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    server.close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Revocations are to the second: the later of two may have the time of the one on its way. */
  @Test
  void announced_theClientEndedInTheSameSecondMeanwhile_thatIsStillToBeAnnounced()
      throws Exception {
    Revocation tokens = new Revocation(CLIENT, AT, false);
    Revocation whole = new Revocation(CLIENT, AT, true);
    got(clients.revokeTokens(tokens));
    assertThat(got(outbox.pending())).containsExactly(tokens);

    got(clients.revoke(whole));
    got(outbox.announced(tokens));
    assertThat(got(outbox.pending())).containsExactly(whole);
    got(outbox.announced(whole));
    assertThat(got(outbox.pending())).isEqualTo(List.of());
  }

  /** Another node's clock may be behind: nothing that was revoked counts again. */
  @Test
  void revokedAgain_byAClockThatIsBehind_keepsTheLaterTime() throws Exception {
    got(clients.revokeTokens(new Revocation(CLIENT, AT, false)));
    got(clients.revokeTokens(new Revocation(CLIENT, AT.minusSeconds(5), false)));
    assertThat(got(outbox.pending())).containsExactly(new Revocation(CLIENT, AT, false));
  }

  private static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
