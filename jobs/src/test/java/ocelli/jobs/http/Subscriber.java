package ocelli.jobs.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One who watches over a WebSocket, and remembers the latest of each job. */
final class Subscriber implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int owner;
  private final int jobs;
  private final Map<UUID, Integer> latest = new ConcurrentHashMap<>();
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong strange = new AtomicLong();
  private final StringBuilder part = new StringBuilder();
  private volatile String ended = "open";
  private volatile boolean reading = true;
  private volatile WebSocket socket;

  /**
   * @param owner the high bits of all own jobs' ids
   * @param jobs how many there are
   */
  Subscriber(int owner, int jobs) {
    this.owner = owner;
    this.jobs = jobs;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      hear(part.toString());
      part.setLength(0);
    }
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    ended = "closed: " + status + " " + reason;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    ended = failure.toString();
  }

  private void hear(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.has("job")) {
        UUID job = UUID.fromString(json.get("job").asText());
        heard.incrementAndGet();
        if (job.getMostSignificantBits() != owner) {
          strange.incrementAndGet();
        }
        latest.put(job, json.path("progress").path("percent").asInt());
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes nothing any more, and leaves the connection open. */
  void stopReading() {
    reading = false;
  }

  void readOn() {
    reading = true;
    socket.request(1);
  }

  /** Whether the latest of all own jobs is this. */
  boolean upTo(int percent) {
    return latest.size() == jobs && latest.values().stream().allMatch(one -> one == percent);
  }

  /** How many changes it heard of. */
  long heard() {
    return heard.get();
  }

  /** How many of them were of another's jobs. */
  long strange() {
    return strange.get();
  }

  @Override
  public String toString() {
    return "owner-" + owner + ", " + ended;
  }
}
