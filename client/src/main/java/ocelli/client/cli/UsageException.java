package ocelli.client.cli;

/** The command cannot run as it was called; the message says what to add. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
