package ocelli.vision;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.protocol.TaskId;
import ocelli.vision.engine.Availability;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/**
 * A backend whose images are words: {@code slow:x} is seen once {@link #release} was called, {@code
 * broken} cannot be decoded, {@code bug} throws; any other word is a code of that text.
 */
public final class Sketches implements VisionBackend {
  private static final long PATIENCE_SECONDS = 60;

  private final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Lets an engine that looks, or will look, at a slow image return. */
  public void release(String image) {
    latch(image).countDown();
  }

  /** How many engines were opened. */
  public int opened() {
    return opened.get();
  }

  /** How many engines were closed. */
  public int closed() {
    return closed.get();
  }

  @Override
  public String name() {
    return "sketches";
  }

  @Override
  public Availability availability() {
    return new Availability(true, "always");
  }

  @Override
  public Set<TaskId> tasks() {
    return VisionTasks.ALL;
  }

  @Override
  public VisionEngine open(TaskId task) {
    opened.incrementAndGet();
    return new VisionEngine() {
      @Override
      public Seen look(byte[] image, EngineRequest request) {
        return seen(new String(image, StandardCharsets.UTF_8), request);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private Seen seen(String image, EngineRequest request) {
    if (image.equals("bug")) {
      throw new IllegalStateException("a bug of the engine");
    }
    if (image.equals("broken")) {
      return new Seen.Undecodable("no sketch");
    }
    if (image.startsWith("slow:")) {
      await(image);
    }
    Code code = Code.newBuilder().setText(image + (request.identity() ? "+identity" : "")).build();
    return new Seen.Result(Codes.newBuilder().addCodes(code).setCount(1).build());
  }

  private void await(String image) {
    try {
      if (!latch(image).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(image + " was never released");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private CountDownLatch latch(String image) {
    return slow.computeIfAbsent(image, key -> new CountDownLatch(1));
  }
}
