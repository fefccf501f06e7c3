package ocelli.allinone.processes;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a child is reached.
 *
 * @param url of its public port; a broker's only one
 * @param management its operators' port; the only one where it has none of its own
 * @param redirects its port for visits of short links alone
 */
record Place(URI url, URI management, Optional<URI> redirects) {
  private static final Pattern READY =
      Pattern.compile("READY (http\\S+)(?: management (http\\S+))?(?: redirects (http\\S+))?");

  /** Of the line by which a child says that it can be reached; empty for any other line. */
  static Optional<Place> said(String line) {
    Matcher ready = READY.matcher(line);
    if (!ready.matches()) {
      return Optional.empty();
    }
    URI url = URI.create(ready.group(1));
    return Optional.of(
        new Place(
            url,
            Optional.ofNullable(ready.group(2)).map(URI::create).orElse(url),
            Optional.ofNullable(ready.group(3)).map(URI::create)));
  }
}
