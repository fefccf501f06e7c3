package ocelli.allinone.edge;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which nodes of which services there are now. Thread-safe. */
public final class Backends {
  // Knuth's multiplicative constant, 2^32 / golden ratio: neighbours' hashes must not rank alike.
  private static final int SPREAD = 0x9E3779B1;

  private final TreeMap<String, String> services = new TreeMap<>();
  private final Optional<Sessions> sessions;
  private final ConcurrentMap<String, ConcurrentMap<String, Waiting>> nodes =
      new ConcurrentHashMap<>();

  /**
   * @param prefixes the service of each prefix: {@code /firehose} is {@code firehose}'s, {@code GET
   *     /images} is of the one that answers that method there; {@code /} is of the one that takes
   *     all the rest
   * @param sessions who keeps the sessions of browsers, where anybody does
   */
  public Backends(Map<String, String> prefixes, Optional<Sessions> sessions) {
    services.putAll(prefixes);
    this.sessions = sessions;
  }

  /**
   * A browser's session is a cookie that one service alone can read: it makes a token of it and
   * sends the request on ({@link Onward}).
   *
   * @param cookie that names a session
   * @param service that keeps the sessions
   */
  public record Sessions(String cookie, String service) {}

  /** The service to ask first for a request that has this Cookie header and no token. */
  Optional<String> sessionsOf(String cookies) {
    return sessions
        .filter(keeper -> cookies.contains(keeper.cookie() + "="))
        .map(Sessions::service);
  }

  /** A node can be reached there. */
  public void add(String service, String node, URI address) {
    nodes
        .computeIfAbsent(service, name -> new ConcurrentSkipListMap<>())
        .put(node, new Waiting(address));
  }

  /** A node is away, or does not answer: who still waits for its answer is told so. */
  public void remove(String service, String node) {
    Optional.ofNullable(nodes.get(service)).map(all -> all.remove(node)).ifPresent(Waiting::away);
  }

  /**
   * The service that a request is for: that of the longest prefix that ends at a slash or the
   * path's end, one of its method before those of all.
   */
  public Optional<String> serviceOf(String method, String path) {
    return serviceOf(method + " " + path).or(() -> serviceOf(path));
  }

  private Optional<String> serviceOf(String path) {
    for (String prefix : services.descendingKeySet()) {
      if (matches(path, prefix)) {
        return Optional.ofNullable(services.get(prefix));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String path, String prefix) {
    return path.startsWith(prefix)
        && (prefix.endsWith("/")
            || path.length() == prefix.length()
            || path.charAt(prefix.length()) == '/');
  }

  /**
   * The nodes of a service, the one to ask first first: the same for the same key while it is there
   * (rendezvous hashing), so that one client's requests meet one node's caches.
   */
  List<Waiting> nodesOf(String service, String key) {
    Map<String, Waiting> all = nodes.getOrDefault(service, new ConcurrentHashMap<>());
    List<Map.Entry<String, Waiting>> ranked = new ArrayList<>(all.entrySet());
    ranked.sort(Comparator.comparingInt(node -> Objects.hash(key, node.getKey()) * SPREAD));
    return ranked.stream().map(Map.Entry::getValue).toList();
  }
}
