package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.handleWebSocketMessages;
import static akka.http.javadsl.server.Directives.path;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.Mailbox;
import ocelli.jobs.jdbc.Desk;
import ocelli.protocol.ClientId;

/**
 * {@code GET /websocket}: the progress of all of the owner's jobs, or of those that the client
 * names by {@code {"watch":["id",…]}}.
 */
public final class SocketRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESYNC = "{\"resync\":true}";
  private static final int MOST_WATCHED = 200; // as many as a mailbox holds
  private static final int AT_FIRST = 100; // jobs that one owner may have waiting
  private static final long MOST_TEXT = 16 * 1024; // 200 ids with their quotes
  private static final long TEXT_PATIENCE_MILLIS = 5_000; // for all frames of one message

  private final ActorSystem<?> system;
  private final Entrance entrance;
  private final Desk desk;
  private final Changes changes;
  private final Clock clock;

  /** Routes to that. */
  public SocketRoutes(
      ActorSystem<?> system, Entrance entrance, Desk desk, Changes changes, Clock clock) {
    this.system = system;
    this.entrance = entrance;
    this.desk = desk;
    this.changes = changes;
    this.clock = clock;
  }

  /** The route. */
  public Route routes() {
    return path(
        "websocket",
        () -> get(() -> entrance.owner(owner -> handleWebSocketMessages(flow(owner.client())))));
  }

  private Flow<Message, Message, NotUsed> flow(ClientId owner) {
    CompletableFuture<Mailbox> mailbox = new CompletableFuture<>();
    Source<Message, NotUsed> out =
        changes
            .letters(owner, own -> begin(owner, own, mailbox))
            .mapConcat(SocketRoutes::texts)
            .keepAlive(QueueRoutes.HEARTBEAT, this::heartbeat)
            .map(TextMessage::create);
    Sink<Message, ?> in =
        Flow.<Message>create()
            .mapAsync(1, this::text)
            .mapAsync(1, text -> mailbox.thenApply(own -> watched(owner, own, text)))
            .to(Sink.ignore());
    return Flow.fromSinkAndSourceCoupled(in, out);
  }

  /** Tells first what waits, so that a page that was just opened need not ask. */
  private void begin(ClientId owner, Mailbox own, CompletableFuture<Mailbox> mailbox) {
    mailbox.complete(own);
    own.expectSnapshot();
    desk.pendingOf(owner, AT_FIRST)
        .whenComplete((jobs, failure) -> own.snapshot(failure == null ? jobs : List.of()));
  }

  private static List<String> texts(Mailbox.Letters letters) {
    List<String> texts = new ArrayList<>();
    letters.changes().forEach(status -> texts.add(status.jsonWithJob().toString()));
    if (letters.dropped()) {
      texts.add(RESYNC);
    }
    return texts;
  }

  private String heartbeat() {
    return JSON.createObjectNode().put("heartbeat", clock.instant().toString()).toString();
  }

  private CompletionStage<String> text(Message message) {
    if (!message.isText()) {
      message.asBinaryMessage().getStreamedData().runWith(Sink.ignore(), system);
      return CompletableFuture.completedStage("");
    }
    TextMessage text = message.asTextMessage();
    return text.isStrict()
        ? CompletableFuture.completedStage(text.getStrictText())
        : text.getStreamedText()
            .limitWeighted(MOST_TEXT, part -> (long) part.length())
            .completionTimeout(java.time.Duration.ofMillis(TEXT_PATIENCE_MILLIS))
            .runFold("", String::concat, system);
  }

  /** What is no such request is passed over: the next one may be. */
  private Mailbox watched(ClientId owner, Mailbox mailbox, String text) {
    Set<JobId> jobs = new HashSet<>();
    try {
      JsonNode watch = text.length() > MOST_TEXT ? null : JSON.readTree(text).path("watch");
      if (watch == null || !watch.isArray() || watch.size() > MOST_WATCHED) {
        return mailbox;
      }
      watch.forEach(id -> JobId.parse(id.asText()).ifPresent(jobs::add));
    } catch (JsonProcessingException e) {
      return mailbox;
    }
    mailbox.watch(jobs);
    jobs.forEach(job -> changes.look(mailbox, owner, job));
    return mailbox;
  }
}
