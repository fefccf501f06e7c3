package ocelli.authz.issue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long tokens live: spread, so that clients that came together do not come back together.
 *
 * @param seconds on average
 * @param spread the largest deviation, as a share of the average
 */
record TokenLife(double seconds, double spread) {
  /** Of an authorisation token: 900 s × U(0.75, 1.25) (ARCHITECTURE, Tokens). */
  static final TokenLife AUTHORISATION = new TokenLife(900, 0.25);

  /** Of one issued without the registry: 180 s × U(0.5, 1.5) (ARCHITECTURE, Tokens). */
  static final TokenLife DEGRADED = new TokenLife(180, 0.5);

  /** The life of one token, in whole seconds. */
  Duration draw(RandomGenerator random) {
    double factor = 1 - spread + 2 * spread * random.nextDouble();
    return Duration.ofSeconds(Math.round(seconds * factor));
  }
}
