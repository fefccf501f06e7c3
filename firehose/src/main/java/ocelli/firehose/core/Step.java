package ocelli.firehose.core;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What a held connection does next. */
public sealed interface Step {
  /** Answers by case. */
  <T> T match(
      Function<ByteString, T> write,
      Function<Duration, T> pause,
      LongFunction<T> askHub,
      LongFunction<T> readTable);

  /** Write a chunk: whole lines. */
  record Write(ByteString chunk) implements Step {
    @Override
    public <T> T match(
        Function<ByteString, T> write,
        Function<Duration, T> pause,
        LongFunction<T> askHub,
        LongFunction<T> readTable) {
      return write.apply(chunk);
    }
  }

  /** Come back after a while: the pace asks for it. */
  record Pause(Duration time) implements Step {
    @Override
    public <T> T match(
        Function<ByteString, T> write,
        Function<Duration, T> pause,
        LongFunction<T> askHub,
        LongFunction<T> readTable) {
      return pause.apply(time);
    }
  }

  /** Ask the hub what comes after a position. */
  record AskHub(long position) implements Step {
    @Override
    public <T> T match(
        Function<ByteString, T> write,
        Function<Duration, T> pause,
        LongFunction<T> askHub,
        LongFunction<T> readTable) {
      return askHub.apply(position);
    }
  }

  /** Read the table after a position. */
  record ReadTable(long position) implements Step {
    @Override
    public <T> T match(
        Function<ByteString, T> write,
        Function<Duration, T> pause,
        LongFunction<T> askHub,
        LongFunction<T> readTable) {
      return readTable.apply(position);
    }
  }
}
