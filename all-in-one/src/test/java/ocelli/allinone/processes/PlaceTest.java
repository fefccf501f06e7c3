package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final URI URL = URI.create("http://127.0.0.1:1");
  private static final URI MANAGEMENT = URI.create("http://127.0.0.1:2");
  private static final URI REDIRECTS = URI.create("http://127.0.0.1:3");

  @Test
  void said_whatAServiceSays() {
    assertThat(Place.said("READY " + URL + " management " + MANAGEMENT))
        .contains(new Place(URL, MANAGEMENT, Optional.empty()));
    assertThat(Place.said("READY " + URL + " management " + MANAGEMENT + " redirects " + REDIRECTS))
        .contains(new Place(URL, MANAGEMENT, Optional.of(REDIRECTS)));
  }

  @Test
  void said_whatABrokerSays() {
    assertThat(Place.said("READY " + URL)).contains(new Place(URL, URL, Optional.empty()));
  }

  @Test
  void said_anythingElse_isNothing() {
    assertThat(Place.said("READY soon")).isEmpty();
    assertThat(Place.said("10:00 READY " + URL)).isEmpty();
  }
}
