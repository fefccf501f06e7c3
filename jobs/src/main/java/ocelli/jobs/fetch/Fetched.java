package ocelli.jobs.fetch;

import java.util.function.Function;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.Image;

/** How a fetch ended. */
public sealed interface Fetched {
  /** Answers by case. */
  <T> T match(Function<File, T> file, Function<Refused, T> refused);

  /** There is a file of a type that is taken. */
  record File(Image image) implements Fetched {
    @Override
    public <T> T match(Function<File, T> file, Function<Refused, T> refused) {
      return file.apply(this);
    }
  }

  /** There is none. */
  record Refused(Cause cause) implements Fetched {
    @Override
    public <T> T match(Function<File, T> file, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
