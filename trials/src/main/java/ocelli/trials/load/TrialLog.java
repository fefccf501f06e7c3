package ocelli.trials.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.trials.checker.Entry;

/** A trial's log: a line of JSON for each entry, in a file. Safe for several threads. */
public final class TrialLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "entry";
  private static final Map<String, Class<?>> KINDS =
      Arrays.stream(Entry.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private final Clock clock;
  private final BufferedWriter file;
  private final List<Entry> entries = new ArrayList<>();

  private TrialLog(Clock clock, BufferedWriter file) {
    this.clock = clock;
    this.file = file;
  }

  /** A new one. */
  public static TrialLog create(Path file, Clock clock) throws IOException {
    return new TrialLog(clock, Files.newBufferedWriter(file));
  }

  /** All entries of a file. */
  public static List<Entry> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(TrialLog::parse).toList();
    }
  }

  /** Now, in microseconds since 1970. */
  public long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Writes an entry. */
  public synchronized void add(Entry entry) {
    entries.add(entry);
    try {
      file.write(line(entry));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("the trial cannot write its log", e);
    }
  }

  /** All so far. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private static String line(Entry entry) {
    ObjectNode json = JSON.valueToTree(entry);
    return json.put(KIND, entry.getClass().getSimpleName()).toString();
  }

  private static Entry parse(String line) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(line);
      Class<?> kind = KINDS.get(json.path(KIND).asText());
      json.remove(KIND);
      if (kind == null) {
        throw new IllegalArgumentException("no entry of a trial's log: " + line);
      }
      return (Entry) JSON.treeToValue(json, kind);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no entry of a trial's log: " + line, e);
    }
  }
}
