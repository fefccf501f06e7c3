package ocelli.allinone.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import ocelli.allinone.edge.Backends;

/** All children of this process. */
final class Fleet implements Child.Listener {
  // Eleven JVMs on two busy cores; alone on them the slowest takes 40 s.
  private static final long READY_SECONDS = 300;

  // Of services, and again of brokers, which wait 10 s for a quorum that is gone (embedded).
  private static final Duration BREAKING_OFF = Duration.ofSeconds(20);

  private final Launch launch;
  private final Path logs;
  private final Backends backends;
  private final List<Child> children = new CopyOnWriteArrayList<>();
  private final List<Future<?>> repeated = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fleet");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param main class of the programs
   * @param logs a folder: each child writes NAME.log
   * @param backends told who can be reached
   */
  Fleet(String main, Path logs, Backends backends) throws IOException {
    this.launch = new Launch(main);
    this.logs = Files.createDirectories(logs);
    this.backends = backends;
  }

  /**
   * Starts children side by side; returns when all can be reached. Blocking.
   *
   * @throws IOException where one is not ready in time; it is still tried again and again
   */
  void start(List<ChildPlan> plans) throws IOException, InterruptedException {
    List<CompletableFuture<Place>> ready = new ArrayList<>();
    for (ChildPlan plan : plans) {
      Child child = new Child(plan, launch, logs.resolve(plan.name() + ".log"), this, timer);
      children.add(child);
      ready.add(child.start().toCompletableFuture());
    }
    try {
      CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new))
          .get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException(
          children.stream()
                  .map(Child::state)
                  .filter(state -> state.place() == null)
                  .map(state -> state.name() + " (" + state.log() + ")")
                  .collect(Collectors.joining(", "))
              + " not ready after "
              + READY_SECONDS
              + " s",
          e);
    }
  }

  /**
   * Stops all nodes of some services side by side, and waits. Blocking.
   *
   * @return whether all drained and ended with 0
   */
  boolean stop(Set<String> services) throws InterruptedException {
    List<Child> leaving =
        children.stream().filter(child -> services.contains(child.plan().service())).toList();
    leaving.forEach(Child::askToStop);
    boolean well = true;
    for (Child child : leaving) {
      well &= child.awaitEnd();
    }
    return well;
  }

  /**
   * Ends all that was started, whatever it has reached: the services side by side, then the brokers
   * that they need to end well. Who takes long is killed, which nothing acknowledged depends on.
   * Blocking, also where this thread is interrupted: that is why it is broken off.
   */
  void breakOff() {
    Thread.interrupted(); // forgotten: from here on nothing is waited for that could go on for long
    say("ends what it had started");
    for (boolean broker : new boolean[] {false, true}) {
      List<Child> leaving =
          children.stream()
              .filter(child -> child.plan().service().equals("broker") == broker)
              .toList();
      leaving.forEach(Child::askToStop);
      long until = System.nanoTime() + BREAKING_OFF.toNanos();
      leaving.forEach(child -> child.awaitEndOrKill(Duration.ofNanos(until - System.nanoTime())));
    }
  }

  /** All children as they are now. */
  Collection<Child.State> states() {
    return children.stream().map(Child::state).toList();
  }

  /** Runs something now and then, such as handing out changed keys. */
  void every(long seconds, Runnable task) {
    repeated.add(timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS));
  }

  @Override
  public void up(ChildPlan plan, Place place) {
    backends.add(plan.service(), plan.name(), place.url());
    say(plan.name() + " is ready");
  }

  @Override
  public void down(ChildPlan plan) {
    backends.remove(plan.service(), plan.name());
  }

  @Override
  public void say(String words) {
    System.err.println("ocelli: " + words);
  }
}
