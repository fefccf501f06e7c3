package ocelli.client.firehose;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.client.core.Chain;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.HttpDate;
import ocelli.client.core.Message;
import ocelli.client.http.Opened;
import ocelli.client.http.ProblemException;
import ocelli.client.http.Retries;
import ocelli.client.http.UnreachableException;
import ocelli.client.json.FirehoseLine;
import ocelli.client.token.Authorised;
import org.jspecify.annotations.Nullable;

/**
 * One held connection to the firehose that comes back by itself. {@link #run} by one thread only.
 */
public final class FirehoseReader implements Runnable, AutoCloseable {
  private static final String CALL = "POST /firehose";
  // A heartbeat comes at least every 20 s (INTERFACE): three missed ones are a dead connection.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
  // The same gap twice is the server's, not the connection's.
  private static final int MOST_GAPS = 2;

  private final Authorised server;
  private final FirehoseOptions options;
  private final FirehoseListener listener;
  private final Retries retries;
  private final Duration silence;
  private final SeenIds seen = new SeenIds();
  private Chain chain;
  private String start;
  private int failures;
  private int gaps;
  private Instant healthy;
  private volatile boolean closed;
  private volatile @Nullable Lines open;

  /** A reader that has not begun; {@link ocelli.client.OcelliClient#firehose} makes one. */
  public FirehoseReader(
      Authorised server, FirehoseOptions options, FirehoseListener listener, Retries retries) {
    this(server, options, listener, retries, LONGEST_SILENCE);
  }

  FirehoseReader(
      Authorised server,
      FirehoseOptions options,
      FirehoseListener listener,
      Retries retries,
      Duration silence) {
    this.server = server;
    this.options = options;
    this.listener = listener;
    this.retries = retries;
    this.silence = silence;
    this.start = options.from();
    this.chain =
        options.cursor().isPresent() ? Chain.after(options.cursor().getAsLong()) : Chain.unknown();
    this.healthy = retries.clock().instant();
  }

  /**
   * Reads until {@link #close}.
   *
   * @throws ProblemException when the server refuses for good, as 403, or 410 for a cursor too old
   * @throws UnreachableException when nobody answers for longer than the schedule's patience
   * @throws BrokenChainException when a message is missing
   */
  @Override
  public void run() {
    while (!closed) {
      try {
        readOnce();
        interrupted(new UnreachableException(CALL, new IOException("the stream ended")));
      } catch (IOException e) {
        interrupted(new UnreachableException(CALL, e));
      } catch (UnreachableException e) {
        interrupted(e);
      } catch (ProblemException e) {
        refused(e);
      }
    }
  }

  /** Ends {@link #run} soon, from any thread. */
  @Override
  public void close() {
    closed = true;
    Lines current = open;
    if (current != null) {
      current.close();
    }
  }

  private void readOnce() throws IOException {
    Opened answer = server.open(Request.open(options, chain.position(), start));
    try (Lines lines = new Lines(answer.body(), silence)) {
      open = lines;
      rememberStart(answer.headers());
      listener.onOpened();
      for (String line = lines.next(); line != null && !closed; line = lines.next()) {
        if (!FirehoseLine.read(line).match(this::delivered, this::beat, this::left, this::ended)) {
          return;
        }
        failures = 0;
        healthy = retries.clock().instant();
      }
    } finally {
      open = null;
    }
  }

  /** "latest" means the moment of the first opening, also after a break before anything came. */
  private void rememberStart(Map<String, String> headers) {
    if (start.equals("latest")) {
      Instant now = retries.clock().instant();
      start = HttpDate.parse(headers.getOrDefault("date", "")).orElse(now).toString();
    }
  }

  private boolean delivered(FirehoseLine.Delivered line) {
    return chain
        .accept(line.message(), line.skipped())
        .match(
            linked -> handOn(line.message(), linked.next()),
            known -> true,
            broken -> gap(broken.reason()));
  }

  private boolean handOn(Message message, Chain next) {
    if (options.repeats() || !seen.contains(message.id())) {
      listener.onMessage(message);
      seen.add(message.id());
    }
    chain = next;
    gaps = 0;
    return true;
  }

  private boolean beat(FirehoseLine.Beat line) {
    Heartbeat heartbeat = line.heartbeat();
    chain = chain.completeUpTo(heartbeat.completeUpTo());
    listener.onHeartbeat(heartbeat);
    return true;
  }

  private boolean left(FirehoseLine.Left line) {
    chain = chain.completeUpTo(line.skipped().to());
    return true;
  }

  private boolean ended(FirehoseLine.Ended line) {
    throw new ProblemException(CALL, line.problem());
  }

  /** Reads again from the last good message; what is missing may have been lost on the way. */
  private boolean gap(String reason) {
    gaps++;
    if (gaps >= MOST_GAPS) {
      throw new BrokenChainException(reason);
    }
    return false;
  }

  private void refused(ProblemException refusal) {
    if (!refusal.problem().passing()) {
      throw refusal;
    }
    again(refusal, refusal.problem().retryAfter());
  }

  private void interrupted(UnreachableException interruption) {
    again(interruption, Optional.empty());
  }

  private void again(RuntimeException failure, Optional<Duration> asked) {
    if (closed) {
      return;
    }
    failures++;
    Duration wait = retries.next(failures, healthy, asked).orElseThrow(() -> failure);
    listener.onInterrupted(String.valueOf(failure.getMessage()), wait);
    retries.pause(wait);
  }

  /** The cursor up to which everything was handed on; empty before anything was. */
  public OptionalLong position() {
    return chain.position();
  }
}
