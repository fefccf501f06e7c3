package ocelli.vision.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of words.
 *
 * @param words in reading order, at least one
 */
public record ReadLine(List<ReadWord> words) {
  public ReadLine {
    words = List.copyOf(words);
  }

  /** What it says: its words with one blank between them. */
  public String text() {
    return words.stream().map(ReadWord::text).collect(Collectors.joining(" "));
  }

  /** Where it is. */
  public Region box() {
    return Region.union(words.stream().map(ReadWord::box).toList());
  }

  /** The line in another picture. */
  public ReadLine carriedBy(Affine way) {
    return new ReadLine(words.stream().map(word -> word.carriedBy(way)).toList());
  }
}
