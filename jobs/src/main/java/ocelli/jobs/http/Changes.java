package ocelli.jobs.http;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Mailbox;
import ocelli.jobs.core.Watchers;
import ocelli.jobs.jdbc.Desk;
import ocelli.protocol.ClientId;

/** The changes of an owner's jobs, as streams and as waiting. */
public final class Changes {
  private final Watchers watchers;
  private final Desk desk;

  /** Of those watchers, with the table where something was missed. */
  public Changes(Watchers watchers, Desk desk) {
    this.watchers = watchers;
    this.desk = desk;
  }

  /** What a watcher hears; only demand takes it out of the mailbox. Ends with the mailbox. */
  Source<Mailbox.Letters, NotUsed> letters(ClientId owner, Consumer<Mailbox> begin) {
    return Source.lazySource(
            () -> {
              Mailbox mailbox = watchers.join(owner);
              begin.accept(mailbox);
              return Source.unfoldAsync(
                      true,
                      open ->
                          open ? next(mailbox) : CompletableFuture.completedStage(Optional.empty()))
                  .watchTermination(
                      (mat, end) -> {
                        end.whenComplete((done, failure) -> watchers.leave(owner, mailbox));
                        return mat;
                      });
            })
        .mapMaterializedValue(later -> NotUsed.getInstance());
  }

  private static CompletionStage<Optional<Pair<Boolean, Mailbox.Letters>>> next(Mailbox mailbox) {
    return mailbox
        .take()
        .thenApply(letters -> Optional.of(Pair.create(!letters.closed(), letters)));
  }

  /** One job's states from now on, the last one included. */
  Source<JobStatus, NotUsed> of(ClientId owner, JobId job) {
    return letters(owner, mailbox -> narrowed(mailbox, owner, job))
        .mapAsync(1, letters -> read(letters, owner, job))
        .mapConcat(status -> status.map(Set::of).orElseGet(Set::of))
        .takeWhile(status -> !status.progress().state().ended(), true);
  }

  private void narrowed(Mailbox mailbox, ClientId owner, JobId job) {
    mailbox.watch(Set.of(job));
    look(mailbox, owner, job);
  }

  /** Puts in how a job stands, where nothing newer comes meanwhile. */
  void look(Mailbox mailbox, ClientId owner, JobId job) {
    mailbox.expectSnapshot();
    desk.status(owner, job)
        .whenComplete(
            (now, failure) ->
                mailbox.snapshot(
                    failure == null ? now.map(List::of).orElseGet(List::of) : List.of()));
  }

  private CompletionStage<Optional<JobStatus>> read(
      Mailbox.Letters letters, ClientId owner, JobId job) {
    return letters.dropped()
        ? desk.status(owner, job)
        : CompletableFuture.completedStage(letters.changes().stream().findFirst());
  }

  /** How a job stands when it has ended or the time is over; empty where there is none. */
  CompletionStage<Optional<JobStatus>> ended(ClientId owner, JobId job, Duration patience) {
    Mailbox mailbox = watchers.join(owner);
    mailbox.watch(Set.of(job));
    CompletableFuture<Optional<JobStatus>> end =
        desk.status(owner, job)
            .thenCompose(now -> untilEnded(mailbox, owner, job, now))
            .toCompletableFuture();
    CompletableFuture<Optional<JobStatus>> bounded =
        end.copy().completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
    return bounded
        .whenComplete((status, failure) -> watchers.leave(owner, mailbox))
        .thenCompose(
            status ->
                status.isPresent()
                    ? CompletableFuture.completedStage(status)
                    : desk.status(owner, job));
  }

  private CompletionStage<Optional<JobStatus>> untilEnded(
      Mailbox mailbox, ClientId owner, JobId job, Optional<JobStatus> now) {
    if (now.isEmpty() || now.get().progress().state().ended()) {
      return CompletableFuture.completedStage(now);
    }
    return mailbox
        .take()
        .thenCompose(
            letters ->
                letters.closed()
                    ? CompletableFuture.completedStage(now)
                    : read(letters, owner, job)
                        .thenCompose(
                            next ->
                                untilEnded(mailbox, owner, job, next.isPresent() ? next : now)));
  }
}
