package ocelli.client.core;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Proof that a reader missed nothing: each message names the cursor of the one before it.
 * Immutable.
 *
 * @param position everything up to this cursor is known; empty before anything is
 * @param last the cursor of the last message that was read; empty before the first
 */
public record Chain(OptionalLong position, OptionalLong last) {

  /** Nothing is known yet: the first message is taken as it comes. */
  public static Chain unknown() {
    return new Chain(OptionalLong.empty(), OptionalLong.empty());
  }

  /** Everything up to a cursor is known, which need not be a message's own. */
  public static Chain after(long cursor) {
    return new Chain(OptionalLong.of(cursor), OptionalLong.empty());
  }

  /** The next message of a stream, with what a filter left out before it. */
  public Link accept(Message message, Optional<Skipped> skipped) {
    OptionalLong known = skipped.isPresent() ? furthest(skipped.get().to()) : position;
    if (last.isPresent() && message.cursor() <= last.getAsLong()) {
      return new Known(message.cursor());
    }
    if (known.isPresent()
        && message.previous().isPresent()
        && message.previous().getAsLong() > known.getAsLong()) {
      return new Broken(
          "message "
              + message.cursor()
              + " follows "
              + message.previous().getAsLong()
              + ", which never came: the last was "
              + known.getAsLong());
    }
    if (last.isPresent() && message.previous().orElse(-1) < last.getAsLong()) {
      return new Broken(
          "message "
              + message.cursor()
              + " says it follows "
              + describe(message.previous())
              + ", but "
              + last.getAsLong()
              + " came before it");
    }
    return new Linked(
        new Chain(OptionalLong.of(message.cursor()), OptionalLong.of(message.cursor())));
  }

  /** A heartbeat's word that everything up to a cursor was shown. */
  public Chain completeUpTo(long cursor) {
    return new Chain(furthest(cursor), last);
  }

  private OptionalLong furthest(long cursor) {
    return OptionalLong.of(Math.max(cursor, position.orElse(cursor)));
  }

  private static String describe(OptionalLong previous) {
    return previous.isPresent() ? Long.toString(previous.getAsLong()) : "nothing";
  }

  /** What a message is to the chain. */
  public sealed interface Link {
    /** Answers by case. */
    <T> T match(Function<Linked, T> linked, Function<Known, T> known, Function<Broken, T> broken);
  }

  /** It continues the chain, which is now this one. */
  public record Linked(Chain next) implements Link {
    @Override
    public <T> T match(
        Function<Linked, T> linked, Function<Known, T> known, Function<Broken, T> broken) {
      return linked.apply(this);
    }
  }

  /** It was there before. */
  public record Known(long cursor) implements Link {
    @Override
    public <T> T match(
        Function<Linked, T> linked, Function<Known, T> known, Function<Broken, T> broken) {
      return known.apply(this);
    }
  }

  /** A message before it is missing. */
  public record Broken(String reason) implements Link {
    @Override
    public <T> T match(
        Function<Linked, T> linked, Function<Known, T> known, Function<Broken, T> broken) {
      return broken.apply(this);
    }
  }
}
