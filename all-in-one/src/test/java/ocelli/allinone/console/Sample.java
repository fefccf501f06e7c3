package ocelli.allinone.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The sample images of the demo. */
final class Sample {
  private Sample() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("/samples/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
