package ocelli.ingestion.core;

import java.util.concurrent.CompletionStage;
import ocelli.protocol.TransactionId;

/** How accepted images leave; a stage that fails says that the broker did not acknowledge. */
public interface Publishing {
  /**
   * Publishes an image, and then its announcement.
   *
   * @param share of the budget; closed when the image is held no longer, which may be after the
   *     answer
   * @return completes when the broker has both
   */
  CompletionStage<?> publish(AcceptedImage image, ByteBudget.Reservation share);

  /** Publishes that a transaction gets no more images. */
  CompletionStage<?> close(Admitted admitted, TransactionId transaction);
}
