package ocelli.firehose.http;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.verify.Claims;
import ocelli.firehose.core.Format;
import ocelli.firehose.core.HeldStream;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Pace;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Word;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/**
 * One held connection as a stream of chunks. Only demand moves it, one step at a time: a reader
 * that takes nothing costs one page of memory and no query.
 */
final class HeldConnection {
  private final Claims claims;
  private final ClientId client;
  private final Format format;
  private final HeldStream stream;
  private final HeldPorts ports;
  private final Instant begun;
  private final long begunAtNanos = System.nanoTime();

  private HeldConnection(
      Claims claims, Format format, HeldStream stream, Instant begun, HeldPorts ports) {
    this.begun = begun;
    this.claims = claims;
    this.client = claims.client();
    this.format = format;
    this.stream = stream;
    this.ports = ports;
  }

  /** The chunks after a position, without end but where retention or a revocation overtakes it. */
  static Source<ByteString, NotUsed> chunks(
      Claims claims, Opening opening, long position, Format format, HeldPorts ports) {
    Instant now = ports.clock().instant();
    Pace pace = new Pace(opening.maxRate(), opening.maxBytesRate(), now);
    HeldStream stream =
        new HeldStream(position, opening.filter(), pace, format, ports.heartbeat(), now);
    HeldConnection connection = new HeldConnection(claims, format, stream, now, ports);
    return Source.unfoldAsync(true, open -> open ? connection.next() : ended());
  }

  /** Before each line, so at every heartbeat at the latest, a revocation is looked for. */
  private CompletionStage<Optional<Pair<Boolean, ByteString>>> next() {
    return ports.revoked(claims) ? last(Refusals.revoked()) : step();
  }

  private CompletionStage<Optional<Pair<Boolean, ByteString>>> step() {
    return stream
        .next(now())
        .match(
            HeldConnection::chunk,
            time -> ports.after(time).thenCompose(done -> next()),
            position -> ports.ask(client, position).thenCompose(this::heard),
            position -> ports.read(client, position).thenCompose(this::found));
  }

  private CompletionStage<Optional<Pair<Boolean, ByteString>>> heard(Word word) {
    return stream.heard(word, now()).map(HeldConnection::chunk).orElseGet(this::next);
  }

  private CompletionStage<Optional<Pair<Boolean, ByteString>>> found(Page page) {
    return page.match(rows -> read(rows.rows()), () -> read(List.of()), gone -> overtaken());
  }

  private CompletionStage<Optional<Pair<Boolean, ByteString>>> read(List<JournalRow> rows) {
    stream.read(rows);
    return next();
  }

  /** The last line: never a jump over what is gone. */
  private CompletionStage<Optional<Pair<Boolean, ByteString>>> overtaken() {
    return ports.oldest(client).thenCompose(oldest -> last(Refusals.tooOld(oldest)));
  }

  private CompletionStage<Optional<Pair<Boolean, ByteString>>> last(Problem problem) {
    byte[] line = format.end(Problems.json(problem));
    return CompletableFuture.completedFuture(
        Optional.of(Pair.create(false, ByteString.fromArray(line))));
  }

  /**
   * Counted on from the begin: after a clock that jumped ahead is put back, paces and heartbeats
   * would wait until it is that late again.
   */
  private Instant now() {
    return begun.plusNanos(System.nanoTime() - begunAtNanos);
  }

  private static CompletionStage<Optional<Pair<Boolean, ByteString>>> chunk(
      com.google.protobuf.ByteString lines) {
    return CompletableFuture.completedFuture(
        Optional.of(Pair.create(true, ByteString.fromArray(lines.toByteArray()))));
  }

  private static CompletionStage<Optional<Pair<Boolean, ByteString>>> ended() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
