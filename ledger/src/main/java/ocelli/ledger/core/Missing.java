package ocelli.ledger.core;

/**
 * An answer that an image still lacks.
 *
 * @param stage where it should be
 * @param task that owes it
 */
public record Missing(Stage stage, String task) {
  /** For people: {@code ocr-1.0 on delivery-1}, {@code summary-1.0 of summaries}. */
  @Override
  public String toString() {
    return task + (stage == Stage.SUMMARIES ? " of " : " on ") + stage.text();
  }
}
