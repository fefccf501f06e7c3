package ocelli.client.demo;

import java.util.List;
import java.util.OptionalInt;

/**
 * A sample image and what there is to find in it.
 *
 * @param transaction the story it belongs to
 * @param file its name among the resources
 * @param faces how many faces, where that is certain
 * @param words words that its text must have
 * @param codes what its codes say, all of them
 * @param readable false for the file that no task can look at
 * @param blurred whether it was taken badly
 */
record Sample(
    String transaction,
    String file,
    OptionalInt faces,
    List<String> words,
    List<String> codes,
    boolean readable,
    boolean blurred) {

  Sample {
    words = List.copyOf(words);
    codes = List.copyOf(codes);
  }

  static Sample of(String transaction, String file) {
    return new Sample(transaction, file, OptionalInt.empty(), List.of(), List.of(), true, false);
  }

  Sample faces(int count) {
    return new Sample(transaction, file, OptionalInt.of(count), words, codes, readable, blurred);
  }

  Sample words(String... known) {
    return new Sample(transaction, file, faces, List.of(known), codes, readable, blurred);
  }

  Sample codes(String... known) {
    return new Sample(transaction, file, faces, words, List.of(known), readable, blurred);
  }

  Sample badlyTaken() {
    return new Sample(transaction, file, faces, words, codes, readable, true);
  }

  Sample broken() {
    return new Sample(transaction, file, faces, words, codes, false, blurred);
  }
}
