package ocelli.trials.links;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import ocelli.trials.load.ClosedLoop;
import ocelli.trials.load.Latencies;

/** Connections that make links over HTTP, one after the other. */
final class Maker {
  private static final int CONNECTIONS = 16; // 100 creations/s of 160 ms each keep as many busy
  private static final int CREATED = 201;

  private final URI server;
  private final String token;
  private final AtomicLong number = new AtomicLong();

  Maker(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  Latencies make(Duration time) throws InterruptedException {
    return new ClosedLoop(CONNECTIONS, CREATED, this::request).run(time);
  }

  private HttpRequest request() {
    String url = "https://www.example.com/made/" + number.incrementAndGet();
    return HttpRequest.newBuilder(server.resolve("/links"))
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + url + "\"}"))
        .build();
  }
}
