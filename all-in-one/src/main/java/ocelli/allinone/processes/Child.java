package ocelli.allinone.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A child process that is kept running until it is told to stop. Thread-safe. */
final class Child {
  private static final int SIGNALS = 128;
  // What a service gives itself to drain is 60 s; after that it hangs.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(70);

  /** What the keeper hears of a child. Called on threads of the child's. */
  interface Listener {
    void up(ChildPlan plan, Place place);

    void down(ChildPlan plan);

    void say(String words);
  }

  private final ChildPlan plan;
  private final Launch launch;
  private final Path log;
  private final Listener listener;
  private final ScheduledExecutorService timer;
  private final Pauses pauses;
  private final CompletableFuture<Place> firstReady = new CompletableFuture<>();
  private @Nullable Process process;
  private @Nullable Place place;
  private @Nullable Future<?> pendingStart;
  private boolean stopping;
  private int restarts;

  Child(
      ChildPlan plan, Launch launch, Path log, Listener listener, ScheduledExecutorService timer) {
    this.plan = plan;
    this.launch = launch;
    this.log = log;
    this.listener = listener;
    this.timer = timer;
    this.pauses = new Pauses(RandomGenerator.getDefault());
  }

  ChildPlan plan() {
    return plan;
  }

  /** Starts it; completes when it can be reached for the first time. */
  synchronized CompletionStage<Place> start() {
    if (stopping) {
      return firstReady;
    }
    try {
      Process started = launch.start(plan, log);
      process = started;
      Thread reader = new Thread(() -> follow(started), plan.name());
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      again("cannot be started: " + e.getMessage(), Duration.ZERO);
    }
    return firstReady;
  }

  private void follow(Process started) {
    long since = System.nanoTime();
    read(started);
    try {
      started.waitFor();
      ended(started, Duration.ofNanos(System.nanoTime() - since));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Process started) {
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        Place.said(line).ifPresent(said -> ready(started, said));
      }
    } catch (IOException e) {
      listener.say(plan.name() + ": its output broke off: " + e.getMessage());
    }
  }

  private synchronized void ready(Process of, Place said) {
    if (of != process || stopping) {
      return;
    }
    place = said;
    listener.up(plan, said);
    firstReady.complete(said);
  }

  private synchronized void ended(Process ended, Duration lived) {
    place = null;
    listener.down(plan);
    if (!stopping) {
      again(how(ended.exitValue()) + lastWords(), lived);
    }
  }

  private void again(String why, Duration lived) {
    restarts++;
    Duration pause = pauses.after(lived);
    listener.say(
        String.format(
            "%s is started again in %.1f s: it %s", plan.name(), pause.toMillis() / 1000.0, why));
    pendingStart = timer.schedule(this::start, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      String last = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
      return "; the last of " + log + ": " + last;
    } catch (IOException e) {
      return "; its log is " + log;
    }
  }

  /** As shells do it, a code above 128 names the signal that ended a process. */
  private static String how(int code) {
    return code > SIGNALS ? "was ended by signal " + (code - SIGNALS) : "ended with " + code;
  }

  /** Asks it to end, and does not start it again. */
  synchronized void askToStop() {
    stopping = true;
    if (pendingStart != null) {
      pendingStart.cancel(false);
    }
    if (process != null) {
      process.destroy();
    }
  }

  /**
   * Blocks until it has ended.
   *
   * @return whether it ended by itself, with 0
   */
  boolean awaitEnd() throws InterruptedException {
    Process running;
    synchronized (this) {
      running = process;
    }
    if (running == null) {
      return true;
    }
    if (!running.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      listener.say(plan.name() + " does not end; it is killed");
      running.destroyForcibly().waitFor();
      return false;
    }
    if (running.exitValue() != 0) {
      listener.say(plan.name() + " " + how(running.exitValue()) + "; its log is " + log);
    }
    return running.exitValue() == 0;
  }

  /** Blocks until it has ended; kills it where it takes longer. */
  void awaitEndOrKill(Duration patience) {
    Process running;
    synchronized (this) {
      running = process;
    }
    if (running != null) {
      running
          .onExit()
          .completeOnTimeout(running, Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS)
          .join();
      running.destroyForcibly().onExit().join();
    }
  }

  /** What an operator is told of it. */
  synchronized State state() {
    return new State(
        plan.name(),
        plan.service(),
        process == null || !process.isAlive() ? 0 : process.pid(),
        place,
        restarts,
        log);
  }

  /**
   * A child as it is now.
   *
   * @param pid 0 where it does not run
   * @param place where it is reached; absent while it is not ready
   */
  record State(
      String name, String service, long pid, @Nullable Place place, int restarts, Path log) {}
}
