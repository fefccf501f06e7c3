package ocelli.authz.core;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which webhook addresses may be registered. It resolves no name: push checks every address anew
 * when it connects.
 */
public final class PushUrlRules {
  private static final int MAX_LENGTH = 500; // a token of 4,096 characters has to carry it
  private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
  // Forms that URL parsers take for an IPv4 address: 2130706433, 0x7f.1 (WHATWG URL, host parsing).
  private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

  private final boolean development;
  private final Function<InetAddress, Optional<String>> refusal;

  /**
   * @param development whether http and loopback may be
   * @param refusal why an address is refused; empty where it is not
   */
  public PushUrlRules(boolean development, Function<InetAddress, Optional<String>> refusal) {
    this.development = development;
    this.refusal = refusal;
  }

  /** Why a URL is refused; empty where it may be registered. */
  public Optional<String> refusal(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("at most " + MAX_LENGTH + " characters");
    }
    try {
      return refusal(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.of("not a URL");
    }
  }

  private Optional<String> refusal(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(development && scheme.equals("http"))) {
      return Optional.of(development ? "https or http" : "https only");
    }
    if (url.getHost() == null) {
      return Optional.of("it names no host");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return Optional.of("without user and fragment");
    }
    return hostRefusal(url.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<String> hostRefusal(String host) {
    if (host.startsWith("[") || DOTTED.matcher(host).matches()) {
      return literalRefusal(host);
    }
    if (NUMERIC_END.matcher(host).matches()) {
      return Optional.of("an IPv4 address has four decimal parts");
    }
    if (!development && (host.equals("localhost") || host.endsWith(".localhost"))) {
      return Optional.of("localhost is not public");
    }
    return Optional.empty();
  }

  private Optional<String> literalRefusal(String host) {
    try {
      return refusal.apply(InetAddress.getByName(host)); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      return Optional.of("not an address");
    }
  }
}
