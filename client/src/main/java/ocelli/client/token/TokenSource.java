package ocelli.client.token;

import java.util.concurrent.CompletableFuture;

/** A bearer token that is good now. */
public interface TokenSource {
  /** The token to send. */
  CompletableFuture<String> token();

  /** Tells that a token was refused; true when {@link #token} will now give another. */
  boolean refused(String token);

  /** One token that was given and cannot be renewed. */
  static TokenSource given(String token) {
    return new TokenSource() {
      @Override
      public CompletableFuture<String> token() {
        return CompletableFuture.completedFuture(token);
      }

      @Override
      public boolean refused(String refused) {
        return false;
      }
    };
  }
}
