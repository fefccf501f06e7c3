package ocelli.ingestion.http;

import akka.actor.typed.ActorSystem;
import akka.event.NoLogging;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.Multipart;
import akka.http.scaladsl.model.HttpEntity;
import akka.http.scaladsl.settings.ParserSettings;
import akka.http.scaladsl.unmarshalling.MultipartUnmarshallers$;
import akka.japi.Pair;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import ocelli.ingestion.core.ImageLimits;
import ocelli.runtime.http.Problems;
import scala.jdk.javaapi.FutureConverters;

/**
 * A request whose body is a multipart of images: each is received by itself, and answered by a line
 * as soon as it is accepted, in order. A bad one does not stop those behind it.
 */
final class ManyImages {
  private static final ContentType NDJSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), false));

  /**
   * Images of one request that wait for the broker while the next is read: enough to hide the
   * acknowledgement's round trip, too few to take the budget from others.
   */
  private static final int ON_THEIR_WAY = 4;

  private final ActorSystem<?> system;
  private final Reception reception;
  private final ImageLimits limits;

  ManyImages(ActorSystem<?> system, Reception reception, ImageLimits limits) {
    this.system = system;
    this.reception = reception;
    this.limits = limits;
  }

  CompletionStage<HttpResponse> answer(RequestHead head, HttpRequest request) {
    return reception
        .admit(head)
        .match(
            admitted -> received(head, request),
            refused ->
                IncomingBody.of(request, limits.maxBytes())
                    .letGo(system)
                    .thenApply(gone -> Answers.of(refused)));
  }

  private CompletionStage<HttpResponse> received(RequestHead head, HttpRequest request) {
    return parts(request)
        .handle(
            (multipart, failure) ->
                failure == null ? lines(head, multipart) : Answers.of(Refusals.brokenMultipart()));
  }

  private CompletionStage<? extends Multipart.General> parts(HttpRequest request) {
    HttpEntity entity = (HttpEntity) request.entity().withoutSizeLimit();
    return FutureConverters.asJava(
        MultipartUnmarshallers$.MODULE$ // the Java API has form-data only
            .defaultMultipartGeneralUnmarshaller(
                NoLogging.getInstance(), ParserSettings.forServer(system.classicSystem()))
            .apply(entity, system.executionContext(), Materializer.matFromSystem(system)));
  }

  private HttpResponse lines(RequestHead head, Multipart.General multipart) {
    Source<ByteString, ?> lines =
        multipart
            .getParts()
            .zipWithIndex()
            .mapAsync(1, part -> begun(head, part))
            .mapAsync(ON_THEIR_WAY, ManyImages::line)
            .recover(Exception.class, ManyImages::broken)
            .map(ByteString::fromString);
    return HttpResponse.create().withEntity(HttpEntities.createChunked(NDJSON, lines));
  }

  private CompletionStage<Pair<Long, Reception.Begun>> begun(
      RequestHead head, Pair<? extends Multipart.General.BodyPart, Long> part) {
    return reception
        .begin(head.part(part.second()), IncomingBody.ofPart(part.first().getEntity()))
        .thenApply(image -> Pair.create(part.second(), image));
  }

  private static CompletionStage<String> line(Pair<Long, Reception.Begun> part) {
    return part.second().answer().thenApply(outcome -> Answers.line(part.first(), outcome));
  }

  private static String broken() {
    return Problems.json(Refusals.brokenMultipart().problem()) + "\n";
  }
}
