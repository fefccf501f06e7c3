package ocelli.firehose.core;

import java.util.OptionalLong;
import java.util.function.Function;

/** Whether a stream can go on from a place without leaving anything out. */
public sealed interface Resumption {
  /** Answers by case. */
  <T> T match(Function<Resumed, T> resumed, Function<TooOld, T> tooOld);

  /**
   * It can.
   *
   * @param position the stream shows what has a higher cursor; {@link Position#BEFORE_ALL} for all
   */
  record Resumed(long position) implements Resumption {
    @Override
    public <T> T match(Function<Resumed, T> resumed, Function<TooOld, T> tooOld) {
      return resumed.apply(this);
    }
  }

  /**
   * Messages after the place were dropped by retention.
   *
   * @param oldest the oldest cursor that is kept; empty where nothing is
   */
  record TooOld(OptionalLong oldest) implements Resumption {
    @Override
    public <T> T match(Function<Resumed, T> resumed, Function<TooOld, T> tooOld) {
      return tooOld.apply(this);
    }
  }
}
