package ocelli.ingestion.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import ocelli.ingestion.core.ImageLimits;

/** A request whose body is one image. */
final class SingleImage {
  private final Reception reception;
  private final ImageLimits limits;

  SingleImage(Reception reception, ImageLimits limits) {
    this.reception = reception;
    this.limits = limits;
  }

  CompletionStage<HttpResponse> answer(RequestHead head, HttpRequest request) {
    return reception
        .begin(head, IncomingBody.of(request, limits.maxBytes()))
        .thenCompose(Reception.Begun::answer)
        .thenApply(outcome -> outcome.match(SingleImage::acknowledged, Answers::of));
  }

  private static HttpResponse acknowledged(Acknowledgement acknowledgement) {
    return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, acknowledgement.json());
  }
}
