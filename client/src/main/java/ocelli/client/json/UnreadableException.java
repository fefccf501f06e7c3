package ocelli.client.json;

/** The other side said something that is not what INTERFACE promises. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_EXCERPT = 120;

  /** Says what was expected and how the text began. */
  public UnreadableException(String expected, String text) {
    super("expected " + expected + ", got: " + excerpt(text));
  }

  private static String excerpt(String text) {
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
  }
}
