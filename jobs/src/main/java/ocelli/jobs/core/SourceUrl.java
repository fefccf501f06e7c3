package ocelli.jobs.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An address to fetch an image from, which somebody else chose.
 *
 * @param uri http or https, with a host, without credentials
 */
public record SourceUrl(URI uri) {
  /** The longest that is taken: what INTERFACE says for links. */
  public static final int MAX_LENGTH = 2048;

  /**
   * Why the text is no such address; empty where it is one.
   *
   * @param insecureAllowed whether http will do
   */
  public static Optional<Cause> refusal(String text, boolean insecureAllowed) {
    if (text.length() > MAX_LENGTH) {
      return bad("a URL has at most " + MAX_LENGTH + " characters");
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((!scheme.equals("https") && !scheme.equals("http")) || uri.getHost() == null) {
        return bad("an absolute https URL is needed, such as https://example.org/page.png");
      }
      if (uri.getRawUserInfo() != null) {
        return bad("a URL with a name or password in it is not fetched");
      }
      return scheme.equals("http") && !insecureAllowed
          ? Optional.of(new Cause(400, "insecure-url", "Only https is fetched here"))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return bad("not a URL: " + e.getReason());
    }
  }

  private static Optional<Cause> bad(String detail) {
    return Optional.of(new Cause(400, "bad-url", detail));
  }

  /** Where a redirect leads from here; empty where that is no address. */
  public Optional<String> resolve(String location) {
    try {
      return Optional.of(uri.resolve(new URI(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
