package ocelli.trials.vision;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ocelli.client.demo.Samples;
import ocelli.protocol.TaskId;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/** Sample images, round and round, through each engine: once warm on one thread, then on two. */
public final class VisionBenchmark {
  // Images/s on two threads of a machine of this kind when the engines were chosen; half of it is
  // the limit, for these
  // machines are noisy (README of the stack's first measurements; docs/performance.md).
  private static final Map<TaskId, Double> CHOSEN_AT =
      Map.of(
          VisionTasks.OCR, 3.8,
          VisionTasks.FACEEXTRACT, 9.0, // with tiles for small faces: 108 ms an image and core
          VisionTasks.CODES, 19.0,
          VisionTasks.QUALITY, 371.0);
  private static final double TOLERANCE = 0.5;
  private static final int ROUNDS = 3;

  private VisionBenchmark() {}

  /**
   * Prints a table.
   *
   * @return 0 where each task reaches its limit
   */
  public static int run(PrintStream out) throws Exception {
    List<byte[]> images = Samples.decodable();
    VisionBackend backend = new CpuBackend();
    out.printf("vision, %d sample images, %d rounds%n", images.size(), ROUNDS);
    out.println("task              1 thread   2 threads   gain   limit   ");
    boolean good = true;
    for (TaskId task : VisionTasks.ALL.stream().sorted().toList()) {
      double one = rate(backend, task, images, 1);
      double two = rate(backend, task, images, 2);
      double limit = CHOSEN_AT.getOrDefault(task, 0.0) * TOLERANCE;
      good &= two >= limit;
      out.printf(
          "%-16s %7.1f/s  %8.1f/s  %5.2f  %5.1f/s  %s%n",
          task, one, two, two / one, limit, two >= limit ? "ok" : "BELOW");
    }
    return good ? 0 : 1;
  }

  private static double rate(VisionBackend backend, TaskId task, List<byte[]> images, int threads)
      throws IOException, InterruptedException, ExecutionException {
    List<VisionEngine> engines =
        IntStream.range(0, threads).mapToObj(i -> backend.open(task)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      engines.forEach(engine -> images.forEach(image -> engine.look(image, EngineRequest.PLAIN)));
      AtomicInteger next = new AtomicInteger();
      long start = System.nanoTime();
      List<Future<?>> running =
          engines.stream()
              .<Future<?>>map(engine -> pool.submit(() -> drain(engine, images, next)))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
      return images.size() * ROUNDS / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdown();
      engines.forEach(VisionEngine::close);
    }
  }

  private static void drain(VisionEngine engine, List<byte[]> images, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < images.size() * ROUNDS; i = next.getAndIncrement()) {
      engine.look(images.get(i % images.size()), EngineRequest.PLAIN);
    }
  }
}
