package ocelli.client.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ocelli.client.token.Credentials;

/**
 * How the demo runs.
 *
 * @param launcher the program that starts an Ocelli by {@code launcher up}; empty without {@code
 *     up}
 * @param elsewhere a running Ocelli to use instead
 * @param keep whether the Ocelli that was started is left running
 * @param startWithin how long the Ocelli may take to be ready
 * @param arriveWithin how long results may take after the last image was sent
 * @param colours whether stderr is a terminal that shows colours
 */
public record DemoSettings(
    Optional<Path> launcher,
    Optional<Elsewhere> elsewhere,
    boolean keep,
    Duration startWithin,
    Duration arriveWithin,
    boolean colours) {

  /**
   * A running Ocelli and who we are there.
   *
   * @param url its address
   * @param operatorToken registers a client of our own, webhooks included; empty without one
   * @param credentials of a client that is there; empty with an operator's token
   */
  public record Elsewhere(
      URI url, Optional<String> operatorToken, Optional<Credentials> credentials) {}
}
