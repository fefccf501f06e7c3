package ocelli.firehose;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.Patterns;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.Claims;
import ocelli.firehose.actor.ClientHubs;
import ocelli.firehose.core.From;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Resumption;
import ocelli.firehose.core.Word;
import ocelli.firehose.http.HeldPorts;
import ocelli.firehose.jdbc.JournalReader;
import ocelli.protocol.ClientId;

/** What this node gives its held connections. */
record NodePorts(
    ActorSystem<?> system,
    JournalReader reader,
    Revocations revocations,
    ActorRef<ClientHubs.Command> hubs,
    Duration heartbeat,
    Clock clock)
    implements HeldPorts {
  private static final Duration HUB_PATIENCE = Duration.ofSeconds(30); // for the comparison's query

  @Override
  public void join(ClientId client) {
    hubs.tell(new ClientHubs.Join(client));
  }

  @Override
  public void leave(ClientId client) {
    hubs.tell(new ClientHubs.Leave(client));
  }

  @Override
  public boolean revoked(Claims claims) {
    return revocations.revoked(claims);
  }

  @Override
  public CompletionStage<Resumption> open(ClientId client, From from) {
    return reader.open(client, from);
  }

  @Override
  public CompletionStage<Page> read(ClientId client, long position) {
    return reader.read(client, position);
  }

  @Override
  public CompletionStage<OptionalLong> oldest(ClientId client) {
    return reader.oldest(client);
  }

  @Override
  public CompletionStage<Word> ask(ClientId client, long position) {
    return AskPattern.ask(
        hubs,
        replyTo -> new ClientHubs.Ask(client, position, replyTo),
        heartbeat.plus(HUB_PATIENCE),
        system.scheduler());
  }

  @Override
  public CompletionStage<Done> after(Duration time) {
    return Patterns.after(
        time,
        system.classicSystem().scheduler(),
        system.executionContext(),
        () -> CompletableFuture.completedStage(Done.getInstance()));
  }
}
