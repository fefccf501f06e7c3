package ocelli.jobs.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.jobs.core.JobId;
import ocelli.jobs.jdbc.Desk;
import ocelli.jobs.jdbc.NewJob;
import ocelli.jobs.send.ActingTokens;
import ocelli.protocol.TaskId;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a submission into a row: a narrowed token first, then the row, then the answer. */
public final class Acceptance {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
  private static final String SUMMARY = "summary-1.0";

  private final Desk desk;
  private final Supplier<Optional<ActingTokens>> tokens;
  private final TokenVerifier verifier;
  private final AcceptanceSettings settings;
  private final ServiceMeters meters;
  private final Clock clock;

  /**
   * @param tokens empty until the rest of Ocelli is known
   * @param verifier reads the narrowed tokens
   */
  public Acceptance(
      Desk desk,
      Supplier<Optional<ActingTokens>> tokens,
      TokenVerifier verifier,
      AcceptanceSettings settings,
      ServiceMeters meters,
      Clock clock) {
    this.desk = desk;
    this.tokens = tokens;
    this.verifier = verifier;
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
  }

  /** How an acceptance ended: a job, or the answer that refuses it. */
  sealed interface Outcome {}

  /** It is in the queue. */
  record Accepted(JobId job) implements Outcome {}

  /** It is not. */
  record Turned(HttpResponse response) implements Outcome {}

  CompletionStage<Outcome> accept(Owner owner, Submission submission) {
    return submission.match(
        url -> accept(owner, Optional.of(url.url()), Optional.empty(), Optional.empty()),
        file ->
            accept(owner, Optional.empty(), file.name(), Optional.of(file.upload()))
                .whenComplete((done, failure) -> Uploads.forget(file.upload().file())),
        refused ->
            CompletableFuture.completedFuture(new Turned(Problems.response(refused.problem()))));
  }

  private CompletionStage<Outcome> accept(
      Owner owner, Optional<String> url, Optional<String> name, Optional<Desk.Upload> upload) {
    return exchanged(owner)
        .thenCompose(
            exchanged ->
                exchanged instanceof ActingTokens.Given given
                    ? queued(job(owner, url, name, given.token()), upload)
                    : CompletableFuture.completedFuture(new Turned(refusal(exchanged))));
  }

  private CompletionStage<ActingTokens.Exchanged> exchanged(Owner owner) {
    return tokens
        .get()
        .map(known -> known.exchange(owner.token()))
        .orElseGet(
            () ->
                CompletableFuture.completedStage(
                    new ActingTokens.Away("the jobs have no identity yet")));
  }

  private HttpResponse refusal(ActingTokens.Exchanged exchanged) {
    if (exchanged instanceof ActingTokens.BadOwner) {
      return Problems.response(Refusals.badOwner());
    }
    if (exchanged instanceof ActingTokens.NothingGranted) {
      return Problems.response(Refusals.nothingGranted(settings.vision()));
    }
    LOG.warn("no job is accepted: {}", exchanged);
    meters.failed("authz-unavailable");
    return Refusals.authzAway();
  }

  private NewJob job(Owner owner, Optional<String> url, Optional<String> name, String token) {
    Instant now = clock.instant();
    Claims claims = claims(token, now);
    List<TaskId> tasks =
        settings.tasks().stream().filter(task -> claims.grant(task).isPresent()).toList();
    return new NewJob(
        new JobId(UUID.randomUUID()),
        owner.client(),
        url,
        name,
        now,
        now.plus(settings.time()),
        token,
        tasks,
        claims.grant(SUMMARY).isPresent());
  }

  private Claims claims(String token, Instant now) {
    Verdict verdict = verifier.verify(token, now);
    if (verdict instanceof Verdict.Verified verified) {
      return verified.claims();
    }
    throw new IllegalStateException("authz issued what does not verify: " + verdict);
  }

  private CompletionStage<Outcome> queued(NewJob job, Optional<Desk.Upload> upload) {
    return desk.accept(job, upload, settings.mostPending())
        .handle(
            (accepted, failure) -> {
              if (failure != null) {
                LOG.warn("no job is accepted: {}", failure.toString());
                return new Turned(Refusals.databaseAway());
              }
              return accepted
                  ? new Accepted(job.id())
                  : new Turned(Refusals.tooManyJobs(settings.mostPending()));
            });
  }
}
