package ocelli.client.cli;

import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import ocelli.client.webhook.Webhook;
import ocelli.client.webhook.WebhookListener;
import ocelli.client.webhook.WebhookReceiver;
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
    },
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {
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
      description = "The webhook secret, whsec_…, that `client add` printed")
  String secret = "";

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
    try (WebhookReceiver receiver =
        WebhookReceiver.start(new InetSocketAddress(host, port), printer)) {
      receiver.verifyWith(verifier);
      output.say("listening at " + receiver.address());
      unread.await();
    }
    return 0;
  }

  private WebhookVerifier verifier() {
    try {
      return WebhookVerifier.of(secret, surroundings.clock());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--secret: " + e.getMessage());
    }
  }

  private record Printer(Output output, CountDownLatch unread) implements WebhookListener {
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
    }
  }
}
