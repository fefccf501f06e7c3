package ocelli.jobs.sandbox;

import java.util.List;
import java.util.function.Function;
import ocelli.jobs.core.Cause;

/** What became of a PDF. */
public sealed interface Drawn {
  /** Answers by case. */
  <T> T match(Function<Pages, T> pages, Function<Refused, T> refused);

  /** Its pages as PNG, at least one. */
  record Pages(List<byte[]> images) implements Drawn {
    public Pages {
      images = List.copyOf(images);
    }

    @Override
    public <T> T match(Function<Pages, T> pages, Function<Refused, T> refused) {
      return pages.apply(this);
    }
  }

  /** It cannot be drawn. */
  record Refused(Cause cause) implements Drawn {
    @Override
    public <T> T match(Function<Pages, T> pages, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
