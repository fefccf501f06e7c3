package ocelli.client.firehose;

/** A message is missing, and opening the stream again did not bring it. */
public final class BrokenChainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which message is missing. */
  public BrokenChainException(String reason) {
    super(reason);
  }
}
