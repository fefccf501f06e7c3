package ocelli.links.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which URLs a link may lead to. It resolves no name: we never connect to a target, a visitor's
 * browser does.
 */
public final class TargetRules {
  /** The longest URL, in characters (INTERFACE, {@code POST /links}). */
  public static final int MAX_LENGTH = 2048;

  private static final int MAX_PORT = 65_535;

  private final Function<String, Optional<String>> hostRefusal;

  /**
   * @param hostRefusal why a host, in lower case, is not public; empty where it is
   */
  public TargetRules(Function<String, Optional<String>> hostRefusal) {
    this.hostRefusal = hostRefusal;
  }

  /** A URL that is taken, in ASCII, or why it is not. */
  public sealed interface Verdict {}

  /** It may be linked to. */
  public record Taken(Target.Url url) implements Verdict {}

  /**
   * It may not.
   *
   * @param reason for a person
   */
  public record Refused(String reason) implements Verdict {}

  /**
   * Judges a URL.
   *
   * @param ours the hosts, with ports where they are not the scheme's own, that our links begin
   *     with: none may lead to another
   */
  public Verdict judge(String text, Set<String> ours) {
    if (text.length() > MAX_LENGTH) {
      return new Refused("at most " + MAX_LENGTH + " characters");
    }
    try {
      URI url = new URI(text);
      return refusal(url, ours).<Verdict>map(Refused::new).orElseGet(() -> taken(url));
    } catch (URISyntaxException e) {
      return new Refused("not a URL");
    }
  }

  private static Verdict taken(URI url) {
    String ascii = url.toASCIIString();
    return ascii.length() > MAX_LENGTH
        ? new Refused("at most " + MAX_LENGTH + " characters, others than ASCII encoded")
        : new Taken(new Target.Url(ascii));
  }

  private Optional<String> refusal(URI url, Set<String> ours) {
    String scheme = lower(url.getScheme());
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of("http or https only");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
      return Optional.of("it names no host");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("without user and password: whoever follows the link would see them");
    }
    String host = lower(url.getHost());
    if (isOneOfOurs(url, scheme, host, ours)) {
      return Optional.of("it is a short link already");
    }
    return hostRefusal.apply(host);
  }

  private static boolean isOneOfOurs(URI url, String scheme, String host, Set<String> ours) {
    boolean standard = url.getPort() == (scheme.equals("https") ? 443 : 80) || url.getPort() < 0;
    String authority = standard ? host : host + ":" + url.getPort();
    return ours.contains(authority) && url.normalize().getPath().startsWith("/l/");
  }

  private static String lower(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
