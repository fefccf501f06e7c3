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
 * @param start the cursor that reading began after; empty where it began elsewhere
 * @param filtered whether the stream leaves messages out, so that only the server's word covers
 *     them
 */
public record Chain(
    OptionalLong position, OptionalLong last, OptionalLong start, boolean filtered) {

  /** Nothing is known yet: the first message is taken as it comes. */
  public static Chain unknown() {
    return from(OptionalLong.empty(), false);
  }

  /** Everything up to a cursor is known, which need not be a message's own. */
  public static Chain after(long cursor) {
    return from(OptionalLong.of(cursor), false);
  }

  /** The beginning of a stream that is read after a cursor, or from elsewhere. */
  public static Chain from(OptionalLong start, boolean filtered) {
    return new Chain(start, OptionalLong.empty(), start, filtered);
  }

  /** The next message of a stream, with what a filter left out before it. */
  public Link accept(Message message, Optional<Skipped> skipped) {
    OptionalLong before = last.isPresent() ? last : start;
    if (before.isPresent() && message.cursor() <= before.getAsLong()) {
      return new Known(message.cursor());
    }
    OptionalLong known = skipped.isPresent() ? furthest(skipped.get().to()) : position;
    if (known.isPresent() && message.previous().orElse(-1) > known.getAsLong()) {
      return new Broken(follows(message) + ", which never came: the last was " + known.getAsLong());
    }
    if (last.isPresent() && !continues(message, last.getAsLong())) {
      return new Broken(follows(message) + ", but " + last.getAsLong() + " came before it");
    }
    OptionalLong here = OptionalLong.of(message.cursor());
    return new Linked(new Chain(here, here, start, filtered));
  }

  /** Without a filter, each message follows the one that came before it and no other. */
  private boolean continues(Message message, long before) {
    long previous = message.previous().orElse(-1);
    return filtered ? previous >= before : previous == before;
  }

  /** A heartbeat's word that everything up to a cursor was shown or left out. */
  public Chain completeUpTo(long cursor) {
    return new Chain(furthest(cursor), last, start, filtered);
  }

  /** Back to the last message that came, for what was said since then did not hold. */
  public Chain rewound() {
    return new Chain(last.isPresent() ? last : start, last, start, filtered);
  }

  private OptionalLong furthest(long cursor) {
    return OptionalLong.of(Math.max(cursor, position.orElse(cursor)));
  }

  private static String follows(Message message) {
    OptionalLong previous = message.previous();
    String before = previous.isPresent() ? Long.toString(previous.getAsLong()) : "nothing";
    return "message " + message.cursor() + " follows " + before;
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
