package ocelli.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An answer that is still coming.
 *
 * @param body to be closed by whoever reads it
 * @param headers by name in lower case
 */
public record Opened(InputStream body, Map<String, String> headers) implements AutoCloseable {

  public Opened {
    headers = Map.copyOf(headers);
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
