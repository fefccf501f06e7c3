package ocelli.client.http;

/** No answer: the server is not there, or the connection broke, for longer than we wait. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the request and the address it went to
   * @param cause how the last try ended
   */
  public UnreachableException(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof java.net.ConnectException) {
      return "nobody answers there";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
