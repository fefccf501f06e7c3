package ocelli.client.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ocelli.client.ClientSettings;
import ocelli.client.registry.OperatorFile;
import ocelli.client.webhook.Webhook;
import ocelli.client.webhook.WebhookListener;
import ocelli.client.webhook.WebhookReceiver;
import ocelli.client.webhook.WebhookVerifier;

/** The main job on real input, shown to people. */
public final class Demo {
  private final DemoSettings settings;
  private final Clock clock;
  private final PrintWriter results;
  private final Narrator narrator;

  /**
   * A demo that has not begun.
   *
   * @param results for the table at the end
   * @param words for what happens meanwhile
   */
  public Demo(DemoSettings settings, Clock clock, PrintWriter results, PrintWriter words) {
    this.settings = settings;
    this.clock = clock;
    this.results = results;
    this.narrator = new Narrator(words, settings.colours());
  }

  /**
   * Runs it.
   *
   * @return whether everything came and every promise was kept
   * @throws DemoFailure when it cannot be run
   */
  public boolean run() throws InterruptedException {
    narrator.headline("Ocelli, shown on its sample images");
    return settings.elsewhere().isPresent() ? elsewhere(settings.elsewhere().get()) : here();
  }

  private boolean elsewhere(DemoSettings.Elsewhere there) throws InterruptedException {
    ClientSettings server = ClientSettings.of(there.url());
    if (there.operatorToken().isPresent() && isThisMachine(there.url())) {
      return withReceiver(server, there.operatorToken().get());
    }
    narrator.say("webhooks are not looked at: they do not come to this program");
    Identity identity =
        there
            .operatorToken()
            .map(token -> Identity.registered(server, token, newName(), Optional.empty()))
            .or(() -> there.credentials().map(known -> Identity.given(server, known)))
            .orElseThrow(() -> new DemoFailure("give an operator's token or a client's secret"));
    return performed(identity, new Tally(clock), List.of(Channel.FIREHOSE));
  }

  /** Only then can it reach our receiver. */
  private static boolean isThisMachine(URI url) {
    try {
      return InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private String newName() {
    return "demo-" + Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  private boolean here() throws InterruptedException {
    LocalOcelli ocelli = started();
    try (Ender ender = new Ender(() -> abandoned(ocelli))) {
      boolean good;
      try {
        good = withReceiver(ClientSettings.of(ocelli.url()), operator(ocelli).token());
      } catch (RuntimeException e) {
        ender.waitIfEnding();
        ended(ocelli, false);
        throw e;
      }
      ender.waitIfEnding();
      return settings.keep() ? kept(ocelli, good) : ended(ocelli, good);
    }
  }

  private void abandoned(LocalOcelli ocelli) {
    narrator.end("ending: the Ocelli is stopped and its folder removed");
    ocelli.abandon();
  }

  private LocalOcelli started() {
    var launcher =
        settings
            .launcher()
            .orElseThrow(
                () ->
                    new DemoFailure(
                        "there is no Ocelli to start: run it as `./ocelli demo`, or give --url"));
    narrator.say("starting an Ocelli in a fresh folder: broker, database and all services");
    var begin = clock.instant();
    LocalOcelli ocelli = LocalOcelli.start(launcher, settings.startWithin(), clock);
    long millis = Duration.between(begin, clock.instant()).toMillis();
    narrator.say(
        String.format(Locale.ROOT, "ready at %s after %.1f s", ocelli.url(), millis / 1000.0));
    return ocelli;
  }

  private static OperatorFile operator(LocalOcelli ocelli) {
    try {
      return OperatorFile.in(ocelli.data());
    } catch (IOException e) {
      throw new DemoFailure("no operator's access in " + ocelli.data() + ": " + e.getMessage());
    }
  }

  private boolean withReceiver(ClientSettings server, String operatorToken)
      throws InterruptedException {
    Tally tally = new Tally(clock);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebhookReceiver receiver = WebhookReceiver.start(anyPort, new ToTally(tally))) {
      String name = newName();
      String address = receiver.address().toString();
      Identity identity = Identity.registered(server, operatorToken, name, Optional.of(address));
      narrator.say("registered the client " + name + "; its webhooks come to " + address);
      receiver.verifyWith(
          identity
              .webhookSecret()
              .map(secret -> WebhookVerifier.of(secret, clock))
              .orElseThrow(() -> new DemoFailure("the registration gave no webhook secret")));
      if (settings.keep()) {
        narrator.say(
            "its id and secret: --client " + name + " --secret " + identity.credentials().secret());
      }
      return performed(identity, tally, List.of(Channel.WEBHOOK, Channel.FIREHOSE));
    }
  }

  private boolean performed(Identity identity, Tally tally, List<Channel> channels)
      throws InterruptedException {
    new Performance(identity.client(), tally, channels, narrator, settings, clock).run();
    List<Check> checks = Verdicts.of(tally, channels);
    new Report(tally, channels).lines(checks).forEach(results::println);
    boolean good = checks.stream().allMatch(Check::kept);
    results.println(
        good ? "Everything arrived and was verified." : "NOT everything is as it should be.");
    results.flush();
    return good;
  }

  private boolean kept(LocalOcelli ocelli, boolean good) {
    results.println("It goes on running at " + ocelli.url());
    results.flush();
    narrator.say("management " + ocelli.management() + ", data in " + ocelli.data());
    narrator.say("more clients: ./ocelli client add NAME --data " + ocelli.data());
    narrator.say("stop it with: kill " + ocelli.pid() + "; then remove " + ocelli.folder());
    return good;
  }

  private boolean ended(LocalOcelli ocelli, boolean good) {
    narrator.say("stopping it");
    boolean clean = ocelli.stop();
    if (good && clean) {
      ocelli.forget();
      narrator.say("stopped; its folder is removed");
    } else {
      narrator.say(
          (clean ? "stopped" : "it did not end as it should")
              + "; its data and log stay in "
              + ocelli.folder());
    }
    return good && clean;
  }

  private record ToTally(Tally tally) implements WebhookListener {
    @Override
    public void onWebhook(Webhook webhook) {
      tally.arrived(Channel.WEBHOOK, webhook.message());
    }

    @Override
    public void onRefused(String reason) {
      tally.refused();
    }
  }
}
