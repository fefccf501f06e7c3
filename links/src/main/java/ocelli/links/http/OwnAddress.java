package ocelli.links.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What our links begin with, as configured or as the request was addressed. */
public final class OwnAddress {
  private final String configured;

  /**
   * @param configured scheme, host and port without a slash at the end; empty for the request's
   */
  public OwnAddress(String configured) {
    this.configured = configured;
  }

  /** Scheme, host and port, without a slash at the end. */
  String base(HttpRequest request) {
    return configured.isEmpty()
        ? request.getUri().getScheme() + "://" + authority(request)
        : configured;
  }

  /** The hosts, in lower case and without a scheme's own port, that lead to us. */
  Set<String> hosts(HttpRequest request) {
    Set<String> hosts = new HashSet<>();
    hosts.add(standard(authority(request), request.getUri().getScheme()));
    if (!configured.isEmpty()) {
      URI own = URI.create(configured);
      hosts.add(standard(own.getRawAuthority(), own.getScheme()));
    }
    return hosts;
  }

  /** Akka builds the request's URI of its Host header, but leaves the port out where it is 80. */
  private static String authority(HttpRequest request) {
    return request.getHeader("Host").map(HttpHeader::value).orElse("");
  }

  private static String standard(String authority, String scheme) {
    String port = scheme.equals("https") ? ":443" : ":80";
    String host = authority.toLowerCase(Locale.ROOT);
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }
}
