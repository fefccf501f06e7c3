package ocelli.client.firehose;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import ocelli.client.core.Chain;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.HttpDate;
import ocelli.client.core.Message;
import ocelli.client.core.Problem;
import ocelli.client.core.SeenIds;
import ocelli.client.core.Skipped;
import ocelli.client.http.Awaited;
import ocelli.client.http.Opened;
import ocelli.client.http.ProblemException;
import ocelli.client.http.Retries;
import ocelli.client.http.UnreachableException;
import ocelli.client.json.FirehoseLine;
import ocelli.client.json.UnreadableException;
import ocelli.client.token.Authorised;
import org.jspecify.annotations.Nullable;

/**
 * One held connection to the firehose that comes back by itself: until it was open once for the
 * schedule's patience, from then on for ever. {@link #run} by one thread only.
 */
public final class FirehoseReader implements Runnable, AutoCloseable {
  private static final String CALL = "POST /firehose";
  // A heartbeat comes at least every 20 s (INTERFACE): three missed ones are a dead connection.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
  // The same gap three times is the server's, not the connection's.
  private static final int MOST_GAPS = 3;
  private static final int UNAUTHORISED = 401;

  private final Authorised server;
  private final FirehoseOptions options;
  private final FirehoseListener listener;
  private final Retries retries;
  private final Duration silence;
  private final Comeback comeback;
  private final SeenIds seen = new SeenIds();
  private final FirehoseLine.Cases<Boolean> cases = new Reading();
  private volatile Chain chain;
  private volatile boolean closed;
  private volatile Runnable breakOff = () -> {};
  private String start;
  private int gaps;
  private @Nullable RuntimeException halted;

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
    this.chain = Chain.from(options.cursor(), options.isFiltered());
    this.comeback = new Comeback(retries);
  }

  /**
   * Reads on a thread of its own. Completes when the reader ends, exceptionally only with what the
   * listener threw.
   */
  public CompletableFuture<FirehoseEnd> start() {
    return CompletableFuture.supplyAsync(this::ended, FirehoseReader::onThreadOfItsOwn);
  }

  private static void onThreadOfItsOwn(Runnable work) {
    Thread thread = new Thread(work, "ocelli-firehose");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Reads until {@link #close}.
   *
   * @throws ProblemException when the server refuses for good, as 403, or 410 for a cursor too old
   * @throws UnreachableException when it never opened within the schedule's patience
   * @throws BrokenChainException when a message is missing, also when read again
   */
  @Override
  public void run() {
    while (!closed) {
      try {
        readOnce();
        interrupted(new UnreachableException(CALL, new IOException("the stream ended")));
      } catch (IOException e) {
        interrupted(new UnreachableException(CALL, e));
      } catch (UnreachableException | UnreadableException e) {
        interrupted(e);
      } catch (BrokenChainException e) {
        gap(e);
      } catch (ProblemException e) {
        refused(e);
      } catch (CancellationException e) {
        // close() broke the opening off.
      }
      if (halted != null) {
        throw halted;
      }
    }
  }

  /** Ends {@link #run} soon, from any thread. */
  @Override
  public void close() {
    closed = true;
    breakOff.run();
  }

  /** The cursor up to which everything was handed on; empty before anything was. */
  public OptionalLong position() {
    return chain.position();
  }

  private FirehoseEnd ended() {
    try {
      run();
      return new FirehoseEnd.Closed();
    } catch (RuntimeException e) {
      if (e == halted) {
        throw e;
      }
      return FirehoseEnd.of(e);
    }
  }

  private void readOnce() throws IOException {
    Opened answer = opened(server.open(Request.open(options, chain.position(), start)));
    try (Lines lines = new Lines(answer.body(), silence)) {
      breakOff = lines::close;
      comeback.opened();
      rememberStart(answer.headers());
      listener.onOpened();
      for (String line = lines.next(); line != null && !closed; line = lines.next()) {
        if (!FirehoseLine.read(line).match(cases)) {
          return;
        }
        comeback.healthy();
      }
    }
  }

  private Opened opened(CompletableFuture<Opened> opening) {
    CompletableFuture<Opened> wait = opening.copy();
    breakOff = () -> wait.cancel(true);
    if (closed) {
      wait.cancel(true);
    }
    var unused =
        opening.thenAccept(
            late -> {
              if (closed) {
                late.close();
              }
            });
    return Awaited.of(wait);
  }

  /** "latest" means the moment of the first opening, also after a break before anything came. */
  private void rememberStart(Map<String, String> headers) {
    if (start.equals("latest")) {
      Instant now = retries.clock().instant();
      start = HttpDate.parse(headers.getOrDefault("date", "")).orElse(now).toString();
    }
  }

  /** Reads again from the last good message; what is missing may have been lost on the way. */
  private void gap(BrokenChainException gap) {
    gaps++;
    listener.onGap(String.valueOf(gap.getMessage()));
    if (gaps >= MOST_GAPS) {
      throw gap;
    }
    chain = chain.rewound();
    interrupted(gap);
  }

  private void refused(ProblemException refusal) {
    if (!refusal.problem().passing() && refusal.problem().status() < 500) {
      throw refusal;
    }
    again(refusal, refusal.problem().retryAfter());
  }

  private void interrupted(RuntimeException interruption) {
    again(interruption, Optional.empty());
  }

  private void again(RuntimeException failure, Optional<Duration> asked) {
    if (closed || halted != null) {
      return;
    }
    Duration wait = comeback.after(failure, asked);
    listener.onInterrupted(String.valueOf(failure.getMessage()), wait);
    CompletableFuture<Void> pause = retries.pause(wait);
    breakOff = () -> pause.complete(null);
    if (!closed) {
      Awaited.of(pause);
    }
  }

  /** What each line does; false ends this stream. */
  private final class Reading implements FirehoseLine.Cases<Boolean> {
    @Override
    public Boolean delivered(Message message, Optional<Skipped> skipped) {
      return chain
          .accept(message, skipped)
          .match(
              linked -> handOn(message, linked.next()),
              known -> true,
              broken -> {
                throw new BrokenChainException(broken.reason());
              });
    }

    private boolean handOn(Message message, Chain next) {
      if (options.repeats() || !seen.contains(message.id())) {
        try {
          listener.onMessage(message);
        } catch (RuntimeException e) {
          halted = e;
          return false;
        }
        seen.add(message.id());
      }
      chain = next;
      gaps = 0;
      return true;
    }

    @Override
    public Boolean beat(Heartbeat heartbeat) {
      chain = chain.completeUpTo(heartbeat.completeUpTo());
      listener.onHeartbeat(heartbeat);
      return true;
    }

    @Override
    public Boolean left(Skipped skipped) {
      chain = chain.completeUpTo(skipped.to());
      return true;
    }

    /** A token that ran out or was withdrawn ends a stream too: another may go on. */
    @Override
    public Boolean ended(Problem problem) {
      if (problem.status() == UNAUTHORISED && Awaited.of(server.renew())) {
        throw new UnreachableException(CALL, new IOException(problem.sentence()));
      }
      throw new ProblemException(CALL, problem);
    }

    @Override
    public Boolean unknown() {
      return true;
    }
  }
}
