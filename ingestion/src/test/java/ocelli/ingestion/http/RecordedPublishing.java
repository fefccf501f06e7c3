package ocelli.ingestion.http;

import akka.Done;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import ocelli.ingestion.core.AcceptedImage;
import ocelli.ingestion.core.Admitted;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.Publishing;
import ocelli.protocol.TransactionId;

/** Keeps what is published; answers as the test says, at once by default. */
final class RecordedPublishing implements Publishing {
  final List<AcceptedImage> images = new CopyOnWriteArrayList<>();
  final List<TransactionId> closed = new CopyOnWriteArrayList<>();
  volatile Supplier<CompletionStage<Done>> broker =
      () -> CompletableFuture.completedFuture(Done.getInstance());

  @Override
  public CompletionStage<Done> publish(AcceptedImage image, ByteBudget.Reservation share) {
    images.add(image);
    return broker.get().whenComplete((done, failure) -> share.close());
  }

  @Override
  public CompletionStage<Done> close(Admitted admitted, TransactionId transaction) {
    closed.add(transaction);
    return broker.get();
  }
}
