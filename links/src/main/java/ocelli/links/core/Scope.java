package ocelli.links.core;

import java.util.Optional;
import java.util.stream.Stream;

/** What a link to a result keeps back. */
public enum Scope {
  /** It can be opened one time. */
  ONCE("once"),
  /** Faces are left out and blurred. */
  NO_FACES("no-faces");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** As clients write it. */
  public String word() {
    return word;
  }

  /** The scope of that word; empty where there is none. */
  public static Optional<Scope> of(String word) {
    return Stream.of(values()).filter(scope -> scope.word.equals(word)).findFirst();
  }
}
