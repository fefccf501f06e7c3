package ocelli.client.token;

/**
 * A client's id and secret.
 *
 * @param client the id
 * @param secret as it was printed when the client was registered
 */
public record Credentials(String client, String secret) {
  @Override
  public String toString() {
    return "Credentials[" + client + "]";
  }
}
