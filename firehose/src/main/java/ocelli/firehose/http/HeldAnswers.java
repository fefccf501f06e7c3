package ocelli.firehose.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.authz.verify.Claims;
import ocelli.firehose.core.Format;
import ocelli.firehose.core.Resumption;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens held connections: a 200 without end, or a problem. */
public final class HeldAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(HeldAnswers.class);
  private static final Duration RETRY = Duration.ofSeconds(2); // a pool's connect patience is 5 s
  private static final ContentType NDJSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), false));
  private static final ContentType EVENTS = ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM);

  private final HeldPorts ports;
  private final SharedKillSwitch drain;
  private final AtomicInteger held;

  /**
   * @param drain ends the connections when the service stops
   * @param held counts them
   */
  public HeldAnswers(HeldPorts ports, SharedKillSwitch drain, AtomicInteger held) {
    this.ports = ports;
    this.drain = drain;
    this.held = held;
  }

  /** The hub is joined before the table is read: what is committed in between is heard of. */
  CompletionStage<HttpResponse> open(Claims claims, Opening opening, Format format) {
    ClientId client = claims.client();
    ports.join(client);
    held.incrementAndGet();
    return ports
        .open(client, opening.from())
        .handle((resumption, failure) -> answer(claims, opening, format, resumption, failure));
  }

  private HttpResponse answer(
      Claims claims,
      Opening opening,
      Format format,
      @Nullable Resumption resumption,
      @Nullable Throwable failure) {
    if (resumption == null) {
      left(claims.client());
      LOG.warn("cannot open a stream", failure);
      return Problems.response(Refusals.journalDown(), RETRY);
    }
    return resumption.match(
        resumed -> stream(claims, opening, format, resumed.position()),
        tooOld -> {
          left(claims.client());
          return Problems.response(Refusals.tooOld(tooOld.oldest()));
        });
  }

  private HttpResponse stream(Claims claims, Opening opening, Format format, long position) {
    Source<ByteString, NotUsed> chunks =
        HeldConnection.chunks(claims, opening, position, format, ports)
            .via(drain.flow())
            .watchTermination(
                (mat, end) -> {
                  end.whenComplete((done, failure) -> ended(claims.client(), failure));
                  return mat;
                });
    ContentType type = format == Format.EVENTS ? EVENTS : NDJSON;
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(type, chunks))
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .addHeader(RawHeader.create("X-Accel-Buffering", "no")); // nginx would hold lines back
  }

  private void ended(ClientId client, @Nullable Throwable failure) {
    left(client);
    if (failure instanceof CompletionException && failure.getCause() instanceof SQLException) {
      LOG.warn("a stream ends for the journal does not answer", failure);
    }
  }

  private void left(ClientId client) {
    held.decrementAndGet();
    ports.leave(client);
  }
}
