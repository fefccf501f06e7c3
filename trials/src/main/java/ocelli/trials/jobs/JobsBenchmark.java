package ocelli.trials.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.demo.LocalOcelli;
import ocelli.client.demo.Samples;
import ocelli.client.registry.Registered;
import ocelli.client.registry.Registration;
import ocelli.client.token.Credentials;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/**
 * Pages as jobs, by askers that each wait for their result, then the same pages through the OCR
 * engine alone on two threads, in one run. Only OCR is granted, so that both do the same work.
 */
public final class JobsBenchmark {
  private static final Duration START_PATIENCE = Duration.ofMinutes(5); // on a busy machine
  private static final int ASKERS = 8; // enough to keep two engines fed
  private static final int ENGINES = 2;
  private static final int ROUNDS = 4; // over the sample pages
  // The engine is native and fast at once; of a young JVM that runs jobs, JIT takes as much
  // processor as the engine does. After this many rounds, half a minute, most of it is done.
  private static final int WARM_ROUNDS = 10;
  private static final int AGAIN = 4_000; // conditional requests, some seconds
  private static final double LEAST_SHARE = 0.5; // of the bare engine: two thirds goes on waiting

  private JobsBenchmark() {}

  /**
   * Prints the figures.
   *
   * @param launcher the command {@code ./ocelli}
   * @return 0 where jobs reach their share of the bare rate
   */
  public static int run(Path launcher, Clock clock, PrintStream out) throws Exception {
    List<byte[]> pages = Samples.decodable();
    double jobs;
    double again;
    LocalOcelli ocelli = LocalOcelli.start(launcher, START_PATIENCE, clock);
    try {
      Asker asker = new Asker(ocelli.url(), token(ocelli));
      rate(
          ASKERS,
          pages.size() * WARM_ROUNDS,
          number -> asker.read(pages.get(number % pages.size())));
      jobs =
          rate(
              ASKERS,
              pages.size() * ROUNDS,
              number -> asker.read(pages.get(number % pages.size())));
      String place = asker.read(pages.get(0));
      String etag = asker.etag(place);
      again =
          rate(
              ASKERS,
              AGAIN,
              number -> {
                asker.askAgain(place, etag);
                return place;
              });
    } finally {
      ocelli.stop();
      ocelli.forget();
    }
    double bare = bare(pages);
    out.printf("jobs of one page, OCR only       %8.2f/s  (%d askers)%n", jobs, ASKERS);
    out.printf("the OCR engine alone             %8.2f/s  (%d threads)%n", bare, ENGINES);
    out.printf("results asked for again (304)    %8.0f/s%n", again);
    double share = jobs / bare;
    boolean good = share >= LEAST_SHARE;
    out.printf("ratio %.2f, limit %.2f: %s%n", share, LEAST_SHARE, good ? "ok" : "BELOW");
    return good ? 0 : 1;
  }

  private static double bare(List<byte[]> pages) throws Exception {
    List<VisionEngine> engines = new ArrayList<>();
    CpuBackend backend = new CpuBackend();
    for (int i = 0; i < ENGINES; i++) {
      engines.add(backend.open(VisionTasks.OCR));
    }
    AtomicInteger turn = new AtomicInteger();
    ThreadLocal<VisionEngine> own =
        ThreadLocal.withInitial(() -> engines.get(turn.getAndIncrement()));
    try {
      engines.forEach(engine -> engine.look(pages.get(0), EngineRequest.PLAIN));
      return rate(
          ENGINES,
          pages.size() * ROUNDS,
          number -> own.get().look(pages.get(number % pages.size()), EngineRequest.PLAIN));
    } finally {
      engines.forEach(VisionEngine::close);
    }
  }

  /** Does something so many times. */
  private interface Work {
    Object on(int number) throws Exception;
  }

  /** How many a second, by so many threads. */
  private static double rate(int threads, int count, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> one =
        () -> {
          int done = 0;
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            work.on(i);
            done++;
          }
          return done;
        };
    try {
      long start = System.nanoTime();
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(one));
      }
      for (Future<Integer> each : running) {
        each.get();
      }
      return count / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdown();
    }
  }

  private static String token(LocalOcelli ocelli) throws Exception {
    JsonNode operator =
        new ObjectMapper().readTree(ocelli.data().resolve("operator.json").toFile());
    ClientSettings settings = ClientSettings.of(ocelli.url());
    Registered client =
        OcelliClient.of(settings, operator.get("token").asText())
            .clients()
            .add(
                new Registration(
                    "bench",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("jobs-1.*", "true", "ocr-*", "true")));
    return OcelliClient.of(settings, new Credentials(client.client(), client.secret())).token();
  }
}
