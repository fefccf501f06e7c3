package ocelli.client.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.firehose.FirehoseEnd;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.json.Messages;
import ocelli.client.token.Credentials;
import ocelli.client.webhook.WebhookVerifier;

/** The programs that docs/client.md shows. */
final class Shop {
  private Shop() {}

  // program
  /** Sends one image and prints what Ocelli sees: URL, client, secret, file. */
  public static void main(String[] words) throws Exception {
    var settings = ClientSettings.of(URI.create(words[0]));
    var ocelli = OcelliClient.of(settings, new Credentials(words[1], words[2]));
    byte[] image = Files.readAllBytes(Path.of(words[3]));
    System.err.println("ended: " + shop(ocelli, image, System.out).reason());
  }

  static FirehoseEnd shop(OcelliClient ocelli, byte[] image, PrintStream out) throws Exception {
    var taken = ocelli.send("order-1", image, OptionalInt.of(1), "order-1/receipt");
    out.println("accepted as " + taken.image());
    var all = FirehoseOptions.from("earliest");
    return ocelli.firehose(all, message -> out.println(message.json())).start().get();
  }

  // end

  // webhook
  static String onWebhook(String secret, Map<String, String> headers, byte[] body) {
    return WebhookVerifier.of(secret, Clock.systemUTC())
        .verify(headers, body)
        .match(
            genuine -> "204, saw " + Messages.message(new String(body, UTF_8)).type(),
            refused -> "401, " + refused.reason());
  }
  // end
}
