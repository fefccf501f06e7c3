package ocelli.jobs.send;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ocelli.client.OcelliClient;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.Message;
import ocelli.client.firehose.BrokenChainException;
import ocelli.client.firehose.FirehoseListener;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import ocelli.client.http.ProblemException;
import ocelli.client.http.UnreachableException;
import ocelli.jobs.jdbc.Inbox;
import ocelli.jobs.jdbc.Turn;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the jobs' firehose from where it was left, in one process at a time. A message is stored
 * with the cursor before the next is read.
 */
public final class Gatherer {
  private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1); // before it is tried again
  private static final int GONE = 410;

  private final OcelliClient client;
  private final Inbox inbox;
  private final DatabaseSettings database;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable FirehoseReader open;
  private volatile String trouble = "has not begun";
  private boolean fromEarliest;

  private Gatherer(OcelliClient client, Inbox inbox, DatabaseSettings database) {
    this.client = client;
    this.inbox = inbox;
    this.database = database;
    this.thread = new Thread(this::run, "jobs-gatherer");
    thread.setDaemon(true);
  }

  /** Begins to read, when it is this process's turn. */
  public static Gatherer start(OcelliClient client, Inbox inbox, DatabaseSettings database) {
    Gatherer gatherer = new Gatherer(client, inbox, database);
    gatherer.thread.start();
    return gatherer;
  }

  /** What is wrong; empty where it reads, or another process does. */
  public Optional<String> trouble() {
    return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
  }

  private void run() {
    while (!stopped()) {
      try (Turn turn = Turn.take(database).orElse(null)) {
        if (turn == null) {
          trouble = "";
        } else {
          read(turn);
        }
      } catch (SQLException e) {
        trouble = "the database does not answer: " + e.getMessage();
        LOG.warn(trouble);
      }
    }
  }

  private void read(Turn turn) throws SQLException {
    OptionalLong from = fromEarliest ? OptionalLong.empty() : inbox.cursor();
    Storing storing = new Storing(turn, inbox.cursor());
    FirehoseOptions options =
        FirehoseOptions.from(from.isPresent() ? Long.toString(from.getAsLong()) : "earliest");
    FirehoseReader reader = client.firehose(options, storing);
    open = reader;
    try {
      reader.run();
    } catch (ProblemException e) {
      fromEarliest = e.problem().status() == GONE;
      said("the firehose refuses: " + e.getMessage());
    } catch (UnreachableException | BrokenChainException | Inbox.Fenced | NotStored e) {
      said("the firehose is not read: " + e.getMessage());
    } finally {
      open = null;
    }
  }

  private void said(String what) {
    trouble = what;
    LOG.warn(what);
  }

  private boolean stopped() {
    try {
      return stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Reads no more; what is in hand is stored. Blocking. */
  public void drain(Duration patience) throws InterruptedException {
    stop.countDown();
    FirehoseReader reader = open;
    if (reader != null) {
      reader.close();
    }
    thread.join(patience.toMillis());
  }

  /** The database did not take a message: the stream is opened again from the cursor. */
  private static final class NotStored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStored(SQLException cause) {
      super("a message cannot be stored: " + cause.getMessage(), cause);
    }
  }

  private final class Storing implements FirehoseListener {
    private final Turn turn;
    private OptionalLong cursor;

    Storing(Turn turn, OptionalLong cursor) {
      this.turn = turn;
      this.cursor = cursor;
    }

    @Override
    public void onOpened() {
      trouble = "";
      fromEarliest = false;
    }

    @Override
    public void onMessage(Message message) {
      try {
        inbox.store(message, cursor);
        cursor = OptionalLong.of(message.cursor());
      } catch (SQLException e) {
        throw new NotStored(e);
      }
    }

    @Override
    public void onHeartbeat(Heartbeat heartbeat) {
      FirehoseReader reader = open;
      if (!turn.held() && reader != null) {
        said("the turn to read the firehose is lost");
        reader.close();
      }
    }

    @Override
    public void onInterrupted(String reason, Duration wait) {
      said("the firehose broke: " + reason);
    }
  }
}
