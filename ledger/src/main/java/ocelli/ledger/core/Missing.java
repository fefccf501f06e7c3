package ocelli.ledger.core;

/**
 * An answer that an image still lacks.
 *
 * @param stage where it should be
 * @param task that owes it
 */
public record Missing(Stage stage, String task) {
  /** For people: {@code ocr-1.0 on delivery-1}. */
  @Override
  public String toString() {
    return task + " on " + stage.topic();
  }
}
