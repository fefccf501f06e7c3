package ocelli.client.token;

/** A bearer token that is good now. */
public interface TokenSource {
  /** The token to send. */
  String token();

  /** Tells that a token was refused; true when {@link #token} will now give another. */
  boolean refused(String token);

  /** One token that was given and cannot be renewed. */
  static TokenSource given(String token) {
    return new TokenSource() {
      @Override
      public String token() {
        return token;
      }

      @Override
      public boolean refused(String refused) {
        return false;
      }
    };
  }
}
