package ocelli.links.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.extractStrictEntity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.verify.Claims;
import ocelli.links.core.Codes;
import ocelli.links.core.Made;
import ocelli.links.core.TargetRules;
import ocelli.links.core.Wish;
import ocelli.links.visit.Making;
import ocelli.links.visit.PasswordCheck;
import ocelli.protocol.ClientId;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/** {@code /links}: what a client does with its own links. */
public final class LinkRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LinkRoutes.class);
  private static final FiniteDuration BODY_PATIENCE =
      FiniteDuration.create(10, TimeUnit.SECONDS); // a few kilobytes of JSON
  private static final long MOST_BODY_BYTES =
      32 * 1024; // 2,048 characters as JSON may escape them, six bytes each, and the options
  private static final int PAGE = 100; // links of a list's part: 250 KB of the longest
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then

  private final ClaimDoor door;
  private final Making making;
  private final TargetRules rules;
  private final OwnAddress address;
  private final ServiceMeters meters;
  private final Clock clock;

  /**
   * @param door who may come in
   * @param rules where links may lead
   * @param address what short links begin with
   */
  public LinkRoutes(
      ClaimDoor door,
      Making making,
      TargetRules rules,
      OwnAddress address,
      ServiceMeters meters,
      Clock clock) {
    this.door = door;
    this.making = making;
    this.rules = rules;
    this.address = address;
    this.meters = meters;
    this.clock = clock;
  }

  /** The routes, unsealed. */
  public Route routes() {
    return concat(
        path("links", () -> concat(post(() -> passed(this::make)), get(() -> passed(this::list)))),
        path(
            PathMatchers.segment("links").slash(PathMatchers.segment()),
            code ->
                concat(
                    get(() -> passed((request, owner) -> one(request, owner, code))),
                    delete(() -> passed((request, owner) -> deleted(owner, code))))));
  }

  /** What a client may do once it is known. */
  @FunctionalInterface
  private interface Own {
    Route route(HttpRequest request, ClientId owner);
  }

  private Route passed(Own next) {
    return extractRequest(
        request -> door.pass(request, claims -> known(claims, request, next), LinkRoutes::refused));
  }

  /** Only whom the registry has just vouched for (ARCHITECTURE, Tokens). */
  private static Route known(Claims claims, HttpRequest request, Own next) {
    return claims.degraded() ? refused(Refusals.degraded()) : next.route(request, claims.client());
  }

  private Route make(HttpRequest request, ClientId owner) {
    meters.received(1);
    return extractStrictEntity(
        BODY_PATIENCE,
        MOST_BODY_BYTES,
        body -> {
          try {
            WishReader reader = new WishReader(rules, address.hosts(request), clock.instant());
            return made(request, owner, reader.read(body.getData().utf8String()));
          } catch (BadField e) {
            meters.failed("bad-field");
            return refused(e.problem());
          }
        });
  }

  private Route made(HttpRequest request, ClientId owner, Wish wish) {
    long start = System.nanoTime();
    return answered(
        making.make(owner, wish),
        made -> {
          meters.took(Duration.ofNanos(System.nanoTime() - start));
          meters.done(1);
          return made(made, address.base(request));
        });
  }

  private static HttpResponse made(Made made, String base) {
    if (made instanceof Made.New fresh) {
      return LinkJson.made(201, fresh.link(), base);
    }
    return made instanceof Made.There there
        ? LinkJson.made(200, there.link(), base)
        : Problems.response(Refusals.noCode(), RETRY_AFTER);
  }

  private Route list(HttpRequest request, ClientId owner) {
    return parameterOptional("after", after -> list(request, owner, after.orElse("")));
  }

  private Route list(HttpRequest request, ClientId owner, String after) {
    return Codes.isWritten(after)
        ? answered(
            making.list(owner, after, PAGE), page -> LinkJson.page(page, address.base(request)))
        : refused(new BadField("after", "what \"next\" of an earlier answer said").problem());
  }

  private Route one(HttpRequest request, ClientId owner, String code) {
    return !Codes.isWritten(code)
        ? refused(Refusals.noLink())
        : answered(
            making.get(owner, code),
            link ->
                link.map(known -> LinkJson.one(known, address.base(request)))
                    .orElseGet(() -> Problems.response(Refusals.noLink())));
  }

  private Route deleted(ClientId owner, String code) {
    return !Codes.isWritten(code)
        ? refused(Refusals.noLink())
        : answered(
            making.delete(owner, code),
            gone ->
                gone
                    ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
                    : Problems.response(Refusals.noLink()));
  }

  private <T> Route answered(CompletionStage<T> result, Function<T, HttpResponse> answer) {
    return completeWithFuture(result.thenApply(answer).exceptionally(this::failed));
  }

  private HttpResponse failed(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof PasswordCheck.Busy) {
      meters.failed("busy");
      return Problems.response(Refusals.busy(), RETRY_AFTER);
    }
    meters.failed("database");
    LOG.warn("The links' database does not answer an owner: {}", cause.toString());
    return Problems.response(Refusals.unavailable(), RETRY_AFTER);
  }

  private static Route refused(Problem problem) {
    return complete(Problems.response(problem));
  }
}
