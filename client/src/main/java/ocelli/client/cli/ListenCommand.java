package ocelli.client.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import ocelli.client.webhook.Webhook;
import ocelli.client.webhook.WebhookListener;
import ocelli.client.webhook.WebhookReceiver;
import ocelli.client.webhook.WebhookSecret;
import ocelli.client.webhook.WebhookVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Receives webhooks. */
@Command(
    name = "listen",
    description = {
      "Receives webhooks, verifies them and prints each as a line of JSON.",
      "What does not verify is answered 401 and told on stderr. Ends with Ctrl-C."
    })
final class ListenCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "N",
      description = "Port to listen at; 0 takes a free one")
  int port;

  @Option(
      names = "--secret",
      required = true,
      paramLabel = "S",
      description =
          "The webhook secret, whsec_…, that `client add` printed; twice while it is rotated")
  List<String> secrets = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen at; 127.0.0.1")
  String host = "127.0.0.1";

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  private final Surroundings surroundings;

  ListenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Output output = Output.of(spec);
    WebhookVerifier verifier = verifier();
    CountDownLatch unread = new CountDownLatch(1);
    Printer printer = new Printer(output, unread);
    try (WebhookReceiver receiver = WebhookReceiver.start(address(), printer)) {
      receiver.verifyWith(verifier);
      output.say("listening at " + receiver.address());
      unread.await();
    }
    return 0;
  }

  private InetSocketAddress address() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UsageException("--port: 0 to " + HIGHEST_PORT + ", not " + port);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UsageException("--host: no address is known for " + host);
    }
    return address;
  }

  private WebhookVerifier verifier() {
    try {
      return new WebhookVerifier(
          secrets.stream().map(WebhookSecret::parse).toList(), surroundings.clock());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--secret: " + e.getMessage());
    }
  }

  private static final class Printer implements WebhookListener {
    private final Output output;
    private final CountDownLatch unread;
    private final AtomicBoolean advised = new AtomicBoolean();

    Printer(Output output, CountDownLatch unread) {
      this.output = output;
      this.unread = unread;
    }

    @Override
    public void onWebhook(Webhook webhook) {
      output.result(webhook.message().json());
      if (output.isUnread()) {
        unread.countDown();
        throw new IllegalStateException("nobody reads what we print");
      }
    }

    @Override
    public void onRefused(String reason) {
      output.say("refused: " + reason);
      if (!advised.getAndSet(true)) {
        output.say(
            "Is --secret that of the client whose webhooks come here? An operator gives a new one"
                + " with `./ocelli client rotate NAME --webhook`. What is refused comes again.");
      }
    }
  }
}
