package ocelli.client.cli;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people say them. */
final class Wording {
  private Wording() {}

  static String of(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
