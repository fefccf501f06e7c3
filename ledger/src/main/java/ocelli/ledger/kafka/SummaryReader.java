package ocelli.ledger.kafka;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import ocelli.authz.verify.Claims;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Seen;
import ocelli.ledger.core.Sighting;
import ocelli.ledger.core.Span;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Summary;

/** Says which images a summary is of. */
final class SummaryReader {
  /** Images that a summary names where all would not fit: the summaries' own cut (Fitting). */
  private static final int CUT = 500;

  private SummaryReader() {}

  /**
   * What a summary shows of each image.
   *
   * @param answer that it is to each
   * @param loggedAt the broker's time of the record
   */
  static Seen read(
      Summary summary, Envelope envelope, Claims claims, Answer answer, Instant loggedAt) {
    TransactionId transaction = new TransactionId(envelope.getCorrelationId());
    List<Image> images =
        summary.getImagesList().stream().filter(one -> ImageId.isValid(one.getImage())).toList();
    List<Sighting> sightings =
        images.stream()
            .map(
                image ->
                    new Sighting(
                        new ImageId(image.getImage()),
                        claims.client(),
                        transaction,
                        time(image.getAcceptedAtMicros()),
                        List.of(),
                        false,
                        Optional.of(answer),
                        loggedAt))
            .toList();
    return new Seen(
        sightings,
        images.size() != CUT
            ? List.of()
            : List.of(
                new Span(
                    claims.client(),
                    transaction,
                    time(images.get(0).getAcceptedAtMicros()),
                    time(envelope.getAcceptedAtMicros()),
                    answer,
                    loggedAt)));
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
