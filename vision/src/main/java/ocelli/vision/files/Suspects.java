package ocelli.vision.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.vision.core.Solitude;

/**
 * Finds the image that ends the process. Each look has a file while it lasts; the images of those
 * found at the start were looked at when the process ended, and run alone, one look at a time,
 * whichever task's. One that ends the process twice while alone is poison, for every task.
 * Thread-safe.
 *
 * <p>A place names a look, as a file can be named: the task, an underscore, the image.
 */
public final class Suspects {
  /** How often the process may end while an image is looked at alone. */
  private static final int POISON_AFTER = 2; // ARCHITECTURE, vision: an unlucky kill is no proof

  private final Optional<Path> folder;
  private final Executor blocking;
  private final Map<String, Integer> strikes;
  private final Set<String> poison;
  private final Solitude solitude = new Solitude();

  private Suspects(Optional<Path> folder, Executor blocking, Map<String, Integer> strikes) {
    this.folder = folder;
    this.blocking = blocking;
    this.strikes = new ConcurrentHashMap<>(strikes);
    this.poison =
        strikes.entrySet().stream()
            .filter(look -> look.getValue() >= POISON_AFTER)
            .map(look -> image(look.getKey()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads what the last process left.
   *
   * @param folder made where it is missing; of this process alone; empty to suspect nothing
   * @param blocking where files are written
   */
  public static Suspects open(Optional<Path> folder, Executor blocking) {
    Map<String, Integer> strikes = new ConcurrentHashMap<>();
    try {
      if (folder.isPresent()) {
        Files.createDirectories(folder.get());
        for (Path file : files(folder.get())) {
          strikes.put(String.valueOf(file.getFileName()), strikes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("suspects-folder: " + folder, e);
    }
    return new Suspects(folder, blocking, strikes);
  }

  /** Whether looking at the image of a place ended the process as often as proves it. */
  public boolean isPoison(String place) {
    return poison.contains(image(place));
  }

  /** How many looks were being taken when the process last ended, and are not done yet. */
  public int count() {
    return strikes.size();
  }

  /** Looks at an image, alone where it is suspect. */
  public <T> CompletionStage<T> watched(String place, Supplier<CompletionStage<T>> look) {
    OptionalInt before = strikesOf(image(place));
    return before.isEmpty()
        ? solitude.together(() -> noted(place, 0, look))
        : solitude.alone(() -> noted(place, before.getAsInt() + 1, look));
  }

  private OptionalInt strikesOf(String image) {
    return strikes.entrySet().stream()
        .filter(look -> image(look.getKey()).equals(image))
        .mapToInt(Map.Entry::getValue)
        .max();
  }

  private static String image(String place) {
    return place.substring(place.indexOf('_') + 1);
  }

  /** Forgets a look: it was answered. */
  public CompletionStage<Void> forget(String place) {
    strikes.remove(place);
    return folder.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(() -> delete(folder.get().resolve(place)), blocking);
  }

  private <T> CompletionStage<T> noted(
      String place, int strike, Supplier<CompletionStage<T>> look) {
    if (folder.isEmpty()) {
      return look.get();
    }
    Path file = folder.get().resolve(place);
    return CompletableFuture.runAsync(() -> write(file, strike), blocking)
        .thenCompose(written -> look.get())
        .thenCompose(seen -> forget(place).thenApply(forgotten -> seen));
  }

  /** The process's end keeps what was written; only the machine's could lose it. */
  private static void write(Path file, int strike) {
    try {
      Files.writeString(file, Integer.toString(strike));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static int strikes(Path file) throws IOException {
    String text = Files.readString(file);
    return text.matches("\\d") ? Integer.parseInt(text) : 0; // empty: ended while writing it
  }
}
