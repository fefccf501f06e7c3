package ocelli.client.http;

import java.io.InputStream;
import java.util.Map;

/**
 * An answer that is still coming.
 *
 * @param body to be closed by whoever reads it
 * @param headers by name in lower case
 */
public record Opened(InputStream body, Map<String, String> headers) {

  public Opened {
    headers = Map.copyOf(headers);
  }
}
