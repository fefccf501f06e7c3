package ocelli.vision.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was read on one image.
 *
 * @param lines in reading order
 */
public record ReadPage(List<ReadLine> lines) {
  /** Nothing was read. */
  public static final ReadPage EMPTY = new ReadPage(List.of());

  public ReadPage {
    lines = List.copyOf(lines);
  }

  /** Whether there is no word on it. */
  public boolean isBlank() {
    return lines.isEmpty();
  }

  /** All it says, each line ended by a line feed. */
  public String text() {
    return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }

  /** Mean confidence over the words, 0 to 100; 0 where there are none. */
  public double confidence() {
    return lines.stream()
        .flatMap(line -> line.words().stream())
        .mapToDouble(ReadWord::confidence)
        .average()
        .orElse(0);
  }

  /** The page in another picture. */
  public ReadPage carriedBy(Affine way) {
    return new ReadPage(lines.stream().map(line -> line.carriedBy(way)).toList());
  }
}
