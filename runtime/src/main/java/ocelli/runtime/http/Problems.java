package ocelli.runtime.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MalformedQueryParamRejection;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.MissingQueryParamRejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalRequestException;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders problems, and makes problems of what the framework refuses. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType TYPE =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  private Problems() {}

  /** The body of a problem: one JSON object. */
  public static String json(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", StatusCodes.get(problem.status()).reason());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.detail());
    problem.members().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> body.put(member.getKey(), member.getValue()));
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a problem's members are JSON values", e);
    }
  }

  /** The answer. */
  public static HttpResponse response(Problem problem) {
    HttpResponse response =
        HttpResponse.create()
            .withStatus(StatusCodes.get(problem.status()))
            .withEntity(HttpEntities.create(TYPE, ByteString.fromString(json(problem))));
    return problem.status() == 401
        ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
        : response;
  }

  /** The answer with a {@code Retry-After} in whole seconds, at least 1. */
  public static HttpResponse response(Problem problem, Duration retryAfter) {
    long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    return response(problem).addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
  }

  /**
   * Seals routes: what no route takes is 404, a wrong method 405 with Allow, a bad parameter 400
   * naming it, and a bug 500 without its stack trace.
   */
  public static Route sealed(Route routes) {
    return routes.seal(rejections(), exceptions());
  }

  private static RejectionHandler rejections() {
    return RejectionHandler.newBuilder()
        .handleAll(
            MethodRejection.class,
            refused -> {
              HttpMethod[] allowed =
                  refused.stream().map(MethodRejection::supported).toArray(HttpMethod[]::new);
              return Directives.complete(
                  response(
                          Problem.of(
                              405,
                              "method-not-allowed",
                              "This resource takes other methods: see Allow"))
                      .addHeader(Allow.create(allowed)));
            })
        .handle(
            MissingQueryParamRejection.class,
            missing ->
                refuse(
                    Problem.of(
                            400,
                            "missing-parameter",
                            "The parameter " + missing.parameterName() + " is missing")
                        .with("field", missing.parameterName())))
        .handle(
            MalformedQueryParamRejection.class,
            bad ->
                refuse(
                    Problem.of(
                            400,
                            "bad-parameter",
                            "The parameter " + bad.parameterName() + ": " + bad.errorMsg())
                        .with("field", bad.parameterName())))
        .handleNotFound(refuse(Problem.of(404, "not-found", "There is nothing here")))
        .build()
        .withFallback(RejectionHandler.defaultHandler().mapRejectionResponse(Problems::asProblem));
  }

  private static HttpResponse asProblem(HttpResponse response) {
    int status = response.status().intValue();
    Problem problem = Problem.of(status, "refused", response.status().reason());
    return response(problem).addHeaders(response.getHeaders());
  }

  private static ExceptionHandler exceptions() {
    return ExceptionHandler.newBuilder()
        .match(
            EntityStreamSizeException.class,
            e ->
                refuse(
                    Problem.of(413, "too-large", "The body is larger than " + e.limit() + " bytes")
                        .with("limit", e.limit())))
        .match(
            IllegalRequestException.class,
            e -> refuse(Problem.of(400, "bad-request", "The request is not valid HTTP")))
        .matchAny(
            e -> {
              LOG.error("A request failed", e);
              return refuse(Problem.of(500, "internal", "This is our fault; it has been logged"));
            })
        .build();
  }

  private static Route refuse(Problem problem) {
    return Directives.complete(response(problem));
  }
}
