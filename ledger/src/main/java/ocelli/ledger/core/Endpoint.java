package ocelli.ledger.core;

/**
 * Where a message goes by webhook: what the claim {@code push-1} of its token said. Stored as text:
 * {@code 1 https://…}.
 *
 * @param generation of the claim
 * @param url as the claim names it
 */
public record Endpoint(int generation, String url) implements Comparable<Endpoint> {
  /** As it is stored. */
  public String text() {
    return generation + " " + url;
  }

  /**
   * The endpoint that was stored.
   *
   * @throws IllegalArgumentException where it is none: the table was written by something else
   */
  public static Endpoint parse(String text) {
    String[] parts = text.split(" ", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not an endpoint: " + text);
    }
    return new Endpoint(Integer.parseInt(parts[0]), parts[1]);
  }

  @Override
  public int compareTo(Endpoint other) {
    return text().compareTo(other.text());
  }
}
