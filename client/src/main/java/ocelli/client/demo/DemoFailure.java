package ocelli.client.demo;

/** The demo cannot go on; the message says why and what to do. */
public final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public DemoFailure(String message) {
    super(message);
  }
}
