package ocelli.ingestion.http;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import ocelli.ingestion.core.Admitted;
import ocelli.ingestion.core.ImageLimits;
import ocelli.ingestion.core.Publishing;

/** {@code POST /images/{transaction}} and {@code POST /images/{transaction}/complete}. */
public final class ImageRoutes {
  private final ActorSystem<?> system;
  private final Reception reception;
  private final Publishing publishing;
  private final ImageLimits limits;
  private final SingleImage single;
  private final ManyImages many;

  /** Answers by what the reception makes of each image. */
  public ImageRoutes(
      ActorSystem<?> system, Reception reception, Publishing publishing, ImageLimits limits) {
    this.system = system;
    this.reception = reception;
    this.publishing = publishing;
    this.limits = limits;
    this.single = new SingleImage(reception, limits);
    this.many = new ManyImages(system, reception, limits);
  }

  /**
   * The tree, unsealed. Bodies have bounds of their own, so the server's request timeout is off.
   */
  public Route routes() {
    return Directives.concat(
        Directives.path(
            segment("images").slash(segment()), transaction -> posted(transaction, this::images)),
        Directives.path(
            segment("images").slash(segment()).slash("complete"),
            transaction -> posted(transaction, this::complete)));
  }

  private Route posted(
      String transaction,
      BiFunction<RequestHead, HttpRequest, CompletionStage<HttpResponse>> answer) {
    return Directives.post(
        () ->
            Directives.withoutRequestTimeout(
                () ->
                    Directives.parameterOptional(
                        "of",
                        of ->
                            Directives.extractRequest(
                                request ->
                                    Directives.completeWithFuture(
                                        headed(transaction, of, request, answer))))));
  }

  private CompletionStage<HttpResponse> headed(
      String transaction,
      Optional<String> of,
      HttpRequest request,
      BiFunction<RequestHead, HttpRequest, CompletionStage<HttpResponse>> answer) {
    return RequestHead.read(transaction, of, request)
        .match(head -> answer.apply(head, request), refused -> refuse(refused, request));
  }

  private CompletionStage<HttpResponse> images(RequestHead head, HttpRequest request) {
    MediaType type = request.entity().getContentType().mediaType();
    boolean multipart = type.isMultipart();
    String kind = multipart ? type.subType() : "";
    if (kind.equals("form-data") || kind.equals("mixed")) {
      return many.answer(head, request);
    }
    return multipart || type.subType().equals("x-protobuf")
        ? refuse(Refusals.unsupportedType(type.mainType() + "/" + type.subType()), request)
        : single.answer(head, request);
  }

  private CompletionStage<HttpResponse> complete(RequestHead head, HttpRequest request) {
    return reception
        .admitClosing(head)
        .match(
            admitted ->
                IncomingBody.of(request, limits.maxBytes())
                    .letGo(system)
                    .thenCompose(gone -> closed(admitted, head)),
            refused -> refuse(refused, request));
  }

  private CompletionStage<HttpResponse> closed(Admitted admitted, RequestHead head) {
    return publishing
        .close(admitted, head.transaction())
        .handle(
            (done, failure) ->
                failure == null
                    ? HttpResponse.create().withStatus(StatusCodes.ACCEPTED)
                    : Answers.of(Refusals.brokerUnavailable()));
  }

  private CompletionStage<HttpResponse> refuse(Outcome.Refused<?> refused, HttpRequest request) {
    return IncomingBody.of(request, limits.maxBytes())
        .letGo(system)
        .thenApply(gone -> Answers.of(refused));
  }
}
