package ocelli.authz.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import ocelli.protocol.ClientId;

/**
 * Slows down who guesses secrets. Failures are counted by client and address together, by address,
 * and by client. Who fails waits at his own address; a client whose id is known to an attacker
 * elsewhere is never refused for it, only answered a second later, and not even that from an
 * address from which it came before. Thread-safe.
 */
public final class LoginThrottle {
  private static final int FREE_BY_PAIR = 10; // a tenth of the next, for a typo in a deployment
  private static final int FREE_IN_ALL =
      100; // NIST SP 800-63B, 5.2.2: no more than 100 consecutive failures unhindered

  private static final int KEYS = 20_000; // 4 MB; the latest of a flood stay
  private static final Duration HELD = Duration.ofSeconds(1);

  private final Failures byPair = new Failures(FREE_BY_PAIR, KEYS);
  private final Failures byAddress = new Failures(FREE_IN_ALL, KEYS);
  private final Failures byClient = new Failures(FREE_IN_ALL, KEYS);
  private final Set<String> known =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KEYS;
                }
              }));

  /** What becomes of an attempt. */
  public sealed interface Admission {}

  /**
   * It is judged, after a pause.
   *
   * @param pause zero for nearly all
   */
  public record Judged(Duration pause) implements Admission {}

  /**
   * It is not judged.
   *
   * @param until how long it makes no sense to come back
   */
  public record Refused(Duration until) implements Admission {}

  /** Whether an attempt is judged. */
  public Admission admit(ClientId client, String address, Instant now) {
    Duration pair = byPair.wait(pair(client, address), now);
    Duration all = byAddress.wait(address, now);
    Duration wait = pair.compareTo(all) > 0 ? pair : all;
    boolean isKnown = known.contains(pair(client, address));
    if (!wait.isZero() && !isKnown) {
      return new Refused(wait);
    }
    boolean slow = !wait.isZero() || (!isKnown && byClient.many(client.value(), now));
    return new Judged(slow ? HELD : Duration.ZERO);
  }

  /** It was the client's secret. */
  public void succeeded(ClientId client, String address) {
    byPair.succeeded(pair(client, address));
    byClient.succeeded(client.value());
    known.add(pair(client, address));
  }

  /** It was not. */
  public void failed(ClientId client, String address, Instant now) {
    byPair.failed(pair(client, address), now);
    byAddress.failed(address, now);
    byClient.failed(client.value(), now);
  }

  private static String pair(ClientId client, String address) {
    return client.value() + " " + address;
  }
}
