package ocelli.ingestion.http;

/** A body came slower than we wait for. */
final class TooSlow extends RuntimeException {
  TooSlow(String message) {
    super(message, null, false, false);
  }
}
