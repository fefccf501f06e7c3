package ocelli.vision.engine;

import com.google.protobuf.Message;
import java.util.function.Function;

/** What came of looking at an image. */
public sealed interface Seen {

  /** The answer for the case at hand. */
  <A> A match(
      Function<? super Result, ? extends A> result,
      Function<? super Undecodable, ? extends A> undecodable,
      Function<? super GaveUp, ? extends A> gaveUp);

  /**
   * The image was looked at, whether or not anything was on it.
   *
   * @param payload {@code ExtractedFaces}, {@code Text}, {@code Codes} or {@code Quality}, whole:
   *     index 0 of count 1
   */
  record Result(Message payload) implements Seen {
    @Override
    public <A> A match(
        Function<? super Result, ? extends A> result,
        Function<? super Undecodable, ? extends A> undecodable,
        Function<? super GaveUp, ? extends A> gaveUp) {
      return result.apply(this);
    }
  }

  /**
   * The bytes are no image that can be decoded.
   *
   * @param detail why, for a person
   */
  record Undecodable(String detail) implements Seen {
    @Override
    public <A> A match(
        Function<? super Result, ? extends A> result,
        Function<? super Undecodable, ? extends A> undecodable,
        Function<? super GaveUp, ? extends A> gaveUp) {
      return undecodable.apply(this);
    }
  }

  /**
   * The engine reached its limit of time on this image; the {@code engine} failure.
   *
   * @param detail which limit, for a person
   */
  record GaveUp(String detail) implements Seen {
    @Override
    public <A> A match(
        Function<? super Result, ? extends A> result,
        Function<? super Undecodable, ? extends A> undecodable,
        Function<? super GaveUp, ? extends A> gaveUp) {
      return gaveUp.apply(this);
    }
  }
}
