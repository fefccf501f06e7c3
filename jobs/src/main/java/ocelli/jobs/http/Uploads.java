package ocelli.jobs.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Multipart;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.stream.javadsl.FileIO;
import akka.stream.javadsl.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import ocelli.jobs.core.FileType;
import ocelli.jobs.jdbc.Desk;
import ocelli.runtime.http.Problem;

/** Streams the field {@code file} of a multipart form to disk, bounded in size and time. */
final class Uploads {
  private static final String FIELD = "file";
  private static final int LONGEST_NAME = 255; // what file systems take
  private static final long AROUND_FILE = 64 * 1024; // other fields and boundaries

  private final ActorSystem<?> system;
  private final UploadSettings settings;

  Uploads(ActorSystem<?> system, UploadSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  /** The file; what was written for a refused one is gone. */
  CompletionStage<Submission> read(HttpRequest request) {
    Path file = fresh();
    return Unmarshaller.entityToMultipartFormData()
        .unmarshal(
            request.entity().withSizeLimit(settings.maxBytes() + AROUND_FILE),
            Materializer.matFromSystem(system))
        .thenCompose(form -> read(form, file))
        .exceptionally(failure -> new Submission.Refused(problem(failure)))
        .thenApply(submission -> kept(submission, file));
  }

  private CompletionStage<Submission> read(Multipart.FormData form, Path file) {
    return form.getParts()
        .mapAsync(1, part -> part(part, file))
        .completionTimeout(settings.time())
        .filter(Optional::isPresent)
        .map(Optional::get)
        .runWith(Sink.headOption(), system)
        .thenApply(
            found -> found.orElseGet(() -> new Submission.Refused(Refusals.missingField(FIELD))));
  }

  private CompletionStage<Optional<Submission>> part(Multipart.FormData.BodyPart part, Path file) {
    if (!part.getName().equals(FIELD)) {
      return part.getEntity()
          .getDataBytes()
          .runWith(Sink.ignore(), system)
          .thenApply(done -> Optional.empty());
    }
    return part.getEntity()
        .withSizeLimit(settings.maxBytes())
        .getDataBytes()
        .runWith(FileIO.toPath(file), system)
        .thenApply(written -> Optional.of(judged(file, part.getFilename())));
  }

  private static Submission judged(Path file, Optional<String> name) {
    byte[] head = head(file);
    if (head.length == 0) {
      return new Submission.Refused(Refusals.empty());
    }
    return FileType.of(head)
        .<Submission>map(
            type ->
                new Submission.Uploaded(
                    new Desk.Upload(file, type),
                    name.map(Uploads::plain).filter(n -> !n.isEmpty())))
        .orElseGet(() -> new Submission.Refused(Refusals.notTaken()));
  }

  /** The last part of a path, without what a terminal would obey. */
  private static String plain(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}", "").strip();
    return clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
  }

  private static byte[] head(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(FileType.HEAD_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Problem problem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EntityStreamSizeException) {
        return Refusals.tooLarge(settings.maxBytes());
      }
      if (cause instanceof TimeoutException) {
        return Refusals.tooSlow(settings.time().toSeconds());
      }
    }
    return Refusals.brokenMultipart();
  }

  private static Submission kept(Submission submission, Path file) {
    if (!(submission instanceof Submission.Uploaded)) {
      forget(file);
    }
    return submission;
  }

  private static Path fresh() {
    try {
      return Files.createTempFile("ocelli-upload-", "");
    } catch (IOException e) {
      throw new UncheckedIOException("no room for an upload", e);
    }
  }

  /** The file was stored, or is not wanted. */
  static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For what is read before the stage that may fail. */
  static CompletionStage<Submission> refused(Problem problem) {
    return CompletableFuture.completedFuture(new Submission.Refused(problem));
  }
}
