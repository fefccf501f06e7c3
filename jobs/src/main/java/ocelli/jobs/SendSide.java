package ocelli.jobs;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.token.Credentials;
import ocelli.jobs.fetch.Fetcher;
import ocelli.jobs.jdbc.Completion;
import ocelli.jobs.jdbc.Deadlines;
import ocelli.jobs.jdbc.Inbox;
import ocelli.jobs.jdbc.Queue;
import ocelli.jobs.jdbc.Retention;
import ocelli.jobs.jdbc.Workbench;
import ocelli.jobs.sandbox.PdfDrawer;
import ocelli.jobs.send.Gatherer;
import ocelli.jobs.send.JobWork;
import ocelli.jobs.send.Sweeper;
import ocelli.jobs.send.Workers;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.egress.AddressRules;
import ocelli.runtime.egress.EgressGuard;
import ocelli.runtime.jdbc.Database;

/** The role send: workers, the one reader of the firehose, and who lets go of old jobs. */
record SendSide(Workers workers, Gatherer gatherer, Sweeper sweeper) {
  private static final Duration SWEEP = Duration.ofMinutes(1); // of days: a look is an index away

  static SendSide start(
      ServiceContext context,
      JobsSettings settings,
      Database database,
      Completion completion,
      URI base,
      Credentials credentials) {
    OcelliClient client = OcelliClient.of(ClientSettings.of(base), credentials);
    UUID worker = UUID.randomUUID();
    JobWork work =
        new JobWork(
            new Workbench(database, worker),
            completion,
            fetcher(context.system(), settings),
            new PdfDrawer(settings.pdf()),
            client,
            context.clock());
    return new SendSide(
        Workers.start(
            new Queue(database, worker, settings.work().lease()),
            new Deadlines(database),
            work,
            settings.work(),
            context.metersOf("jobs"),
            context.clock()),
        Gatherer.start(
            client, new Inbox(database, credentials.client(), completion), settings.database()),
        Sweeper.start(
            new Retention(database, settings.work().retention()), SWEEP, context.clock()));
  }

  private static Fetcher fetcher(ActorSystem<?> system, JobsSettings settings) {
    AddressRules rules =
        settings.fetch().insecureAllowed()
            ? AddressRules.publicAndLoopback()
            : AddressRules.publicOnly();
    EgressGuard guard =
        new EgressGuard(
            rules,
            InetAddress::getAllByName,
            system.dispatchers().lookup(DispatcherSelector.fromConfig("ocelli.jobs.blocking")));
    return new Fetcher(system, guard, settings.fetch());
  }

  Optional<String> trouble() {
    return gatherer.trouble();
  }

  Done drain(Duration patience) {
    try {
      gatherer.drain(patience.dividedBy(3));
      workers.drain(patience.dividedBy(3));
      sweeper.drain(patience.dividedBy(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Done.getInstance();
  }
}
