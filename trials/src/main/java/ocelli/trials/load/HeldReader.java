package ocelli.trials.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ocelli.trials.checker.Entry;

/** Reads a firehose line by line and goes on where it was after each break. */
public final class HeldReader implements AutoCloseable {
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":(\\d+)");
  private static final String HEARTBEAT = "{\"heartbeat\"";
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 200;

  private final URI base;
  private final Participant client;
  private final String name;
  private final boolean toTheEnd;
  private final TrialLog log;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Thread thread;
  private long cursor;
  private volatile boolean closed;

  private HeldReader(
      URI base, Participant client, String name, long from, boolean toTheEnd, TrialLog log) {
    this.base = base;
    this.client = client;
    this.name = name;
    this.cursor = from;
    this.toTheEnd = toTheEnd;
    this.log = log;
    this.thread = new Thread(this::read, "reader-" + name);
    thread.setDaemon(true);
  }

  /** One that reads from the earliest message on, until it is closed. */
  public static HeldReader live(URI base, Participant client, TrialLog log) {
    HeldReader reader = new HeldReader(base, client, "live-" + client.name(), -1, false, log);
    reader.thread.start();
    return reader;
  }

  /**
   * One that ends at the first heartbeat, when it has all there is.
   *
   * @param from the cursor after which it reads, -1 from the earliest on
   */
  public static HeldReader toTheEnd(URI base, Participant client, long from, TrialLog log) {
    String name = (from < 0 ? "all-" : "after-" + from + "-") + client.name();
    HeldReader reader = new HeldReader(base, client, name, from, true, log);
    reader.thread.start();
    return reader;
  }

  /** Its name in the log. */
  public String name() {
    return name;
  }

  /** Waits until it has ended: false where it has not. */
  public boolean await(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    return !thread.isAlive();
  }

  private void read() {
    while (!closed) {
      log.add(new Entry.Opened(name, client.name(), cursor, log.now()));
      try {
        connection();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (IOException | UncheckedIOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void connection() throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer = http.send(request(), HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      if (answer.statusCode() == 200) {
        lines.takeWhile(line -> !closed).forEach(this::line);
      }
    }
  }

  private HttpRequest request() {
    String from = cursor < 0 ? "\"earliest\"" : Long.toString(cursor);
    return HttpRequest.newBuilder(base.resolve("/firehose"))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + client.token())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"from\":" + from + "}"))
        .build();
  }

  private void line(String line) {
    Matcher place = CURSOR.matcher(line);
    if (line.startsWith(HEARTBEAT)) {
      if (toTheEnd) {
        log.add(new Entry.Complete(name, log.now()));
        closed = true;
      }
    } else if (place.find()) {
      cursor = Long.parseLong(place.group(1));
      log.add(new Entry.Line(name, log.now(), line));
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
