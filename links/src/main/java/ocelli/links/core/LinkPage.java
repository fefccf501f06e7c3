package ocelli.links.core;

import java.util.List;
import java.util.Optional;

/**
 * A part of a client's links, by code.
 *
 * @param links at most as many as were asked for
 * @param next the code after which the next part begins; empty where there is none
 */
public record LinkPage(List<Link> links, Optional<String> next) {
  public LinkPage {
    links = List.copyOf(links);
  }
}
