package ocelli.ledger.core;

import java.util.List;

/**
 * What records show.
 *
 * @param sightings of single images
 * @param spans of those that a summary does not name
 */
public record Seen(List<Sighting> sightings, List<Span> spans) {
  public Seen {
    sightings = List.copyOf(sightings);
    spans = List.copyOf(spans);
  }

  /** One image. */
  public static Seen of(Sighting sighting) {
    return new Seen(List.of(sighting), List.of());
  }

  /** All of them together. */
  public static Seen all(List<Seen> many) {
    return new Seen(
        many.stream().flatMap(seen -> seen.sightings().stream()).toList(),
        many.stream().flatMap(seen -> seen.spans().stream()).toList());
  }
}
