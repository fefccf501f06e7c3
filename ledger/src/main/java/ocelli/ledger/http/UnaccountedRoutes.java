package ocelli.ledger.http;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import ocelli.ledger.core.Unaccounted;
import ocelli.protocol.ImageId;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /ledger/unaccounted} names what is unaccounted for; {@code DELETE
 * /ledger/unaccounted/{image}} writes an image off. For operators: without credentials.
 */
public final class UnaccountedRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(UnaccountedRoutes.class);

  private final Supplier<CompletionStage<Found>> missing;
  private final Function<ImageId, CompletionStage<Boolean>> writeOff;

  /**
   * What is unaccounted for.
   *
   * @param readUpTo all that was appended before is noted
   * @param images that lack an answer
   */
  public record Found(Optional<Instant> readUpTo, Unaccounted images) {}

  /**
   * @param missing asked anew each time
   * @param writeOff answers whether there was such an image
   */
  public UnaccountedRoutes(
      Supplier<CompletionStage<Found>> missing,
      Function<ImageId, CompletionStage<Boolean>> writeOff) {
    this.missing = missing;
    this.writeOff = writeOff;
  }

  /** The routes, unsealed. */
  public Route routes() {
    return Directives.concat(
        Directives.path(
            segment("ledger").slash("unaccounted"), () -> Directives.get(this::unaccounted)),
        Directives.path(
            segment("ledger").slash("unaccounted").slash(segment()),
            image -> Directives.delete(() -> writtenOff(image))));
  }

  private Route unaccounted() {
    return Directives.completeWithFuture(
        missing
            .get()
            .thenApply(
                found -> ImageRoutes.ok(EntryJson.unaccounted(found.readUpTo(), found.images()))));
  }

  private Route writtenOff(String image) {
    if (!ImageId.isValid(image)) {
      return Directives.complete(none());
    }
    return Directives.completeWithFuture(
        writeOff
            .apply(new ImageId(image))
            .thenApply(
                there -> {
                  if (!there) {
                    return none();
                  }
                  LOG.warn("The image {} is written off by an operator", image);
                  return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
                }));
  }

  private static HttpResponse none() {
    return Problems.response(
        Problem.of(
            404, "not-found", "No image of that id lacks an answer: see /ledger/unaccounted"));
  }
}
