package ocelli.push.core;

import ocelli.push.journal.v1m0.PushMessage;

/**
 * Where messages go: another url or generation of the same client is another endpoint.
 *
 * @param client who owns it
 * @param url as the token's claim names it
 * @param generation of the claim, part of what its secret is derived from
 */
public record Endpoint(String client, String url, int generation) {
  /** The endpoint of a message. */
  public static Endpoint of(PushMessage message) {
    return new Endpoint(message.getClient(), message.getUrl(), message.getGeneration());
  }

  /** One line of text that names it; neither client nor generation holds a blank. */
  public String key() {
    return client + " " + generation + " " + url;
  }

  /** The endpoint that a key names. */
  public static Endpoint fromKey(String key) {
    String[] parts = key.split(" ", 3);
    return new Endpoint(parts[0], parts[2], Integer.parseInt(parts[1]));
  }
}
