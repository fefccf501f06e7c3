package ocelli.jobs.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import ocelli.jobs.core.FaceBox;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.SharedDocument;
import ocelli.jobs.sandbox.FaceCover;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** The images that links hand over, their faces covered where the link says so. */
public final class SharedPages {
  private static final int AT_ONCE = 2; // each is a process of up to half a gigabyte
  private static final Duration SOON = Duration.ofSeconds(2); // one takes about a second

  private final FaceCover cover;
  private final Executor blocking;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * @param blocking waits for the covering processes
   */
  public SharedPages(FaceCover cover, Executor blocking) {
    this.cover = cover;
    this.blocking = blocking;
  }

  CompletionStage<HttpResponse> answer(SharedPage page, boolean noFaces) {
    JsonNode seen = page.document().page(page.number()).orElseThrow();
    List<FaceBox> faces = FaceBox.of(seen);
    if (!noFaces || (SharedDocument.facesKnown(seen) && faces.isEmpty())) {
      return CompletableFuture.completedStage(whole(page));
    }
    if (!SharedDocument.facesKnown(seen)) {
      return CompletableFuture.completedStage(withheld());
    }
    if (!room.tryAcquire()) {
      return CompletableFuture.completedStage(
          Problems.response(Problem.of(503, "busy", "Too many images are being prepared"), SOON));
    }
    return CompletableFuture.supplyAsync(() -> covered(page, seen, faces), blocking)
        .whenComplete((answer, failure) -> room.release());
  }

  private static HttpResponse whole(SharedPage page) {
    return SharedRoutes.own(
        ContentTypes.parse(page.image().type().mediaType()), page.image().content());
  }

  private HttpResponse covered(SharedPage page, JsonNode seen, List<FaceBox> faces) {
    try {
      Optional<byte[]> png =
          cover.cover(
              page.image().content(),
              seen.path("width").asInt(),
              seen.path("height").asInt(),
              faces);
      return png.map(bytes -> SharedRoutes.own(ContentTypes.parse(FileType.PNG.mediaType()), bytes))
          .orElseGet(SharedPages::withheld);
    } catch (IOException e) {
      throw new UncheckedIOException("no process can be started", e);
    }
  }

  private static HttpResponse withheld() {
    return Problems.response(
        Problem.of(
            403, "image-withheld", "The image is not shown: the faces in it cannot be covered"));
  }
}
