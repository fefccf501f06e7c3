package ocelli.client.cli;

import java.util.Map;
import ocelli.client.core.Problem;

/** What a person can do about a refusal: by its code where that says more, else by its status. */
final class Advice {
  private static final Map<String, String> BY_CODE =
      Map.of(
          "invalid_client",
          "Id or secret is wrong: look at --client and --secret (OCELLI_CLIENT, OCELLI_SECRET);"
              + " `./ocelli client rotate NAME` gives a new secret.",
          "operator-token",
          "This is for operators: on the machine itself give --data DIR, elsewhere an operator's"
              + " --token.",
          "no-such-client",
          "`./ocelli client list` prints the names.",
          "bad-push-url",
          "Webhooks go to public https addresses; to try on one machine, `./ocelli up --dev` takes"
              + " http and loopback too.",
          "bad-grants",
          "Claims are ingest-1.*, faceextract-1.*, ocr-*, codes-1.*, quality-1.*, summary-1.*,"
              + " firehose-1.*, jobs-1.*, links-1.*; quote them, or the shell takes the star.");

  private Advice() {}

  /** One sentence; empty where the refusal says it all. */
  static String about(Problem problem) {
    return BY_CODE.getOrDefault(problem.code(), about(problem.status()));
  }

  private static String about(int status) {
    return switch (status) {
      case 401 -> "The token is not good here or has expired: get one with `./ocelli token`.";
      case 403 ->
          "This client was not granted it: an operator registers one with"
              + " `./ocelli client add NAME --grant CLAIM`.";
      case 404 -> "Nothing of that name belongs to this client: look at the spelling.";
      case 409 ->
          "Take another name; `./ocelli client rotate NAME` gives a client that is there a new"
              + " secret.";
      case 410 -> "That is past what is kept: take --from earliest.";
      case 429, 503 -> "It is busy: the same command later will do.";
      case 500, 501, 502, 504 ->
          "That is its own fault: its log says more, and /health/ready at the management port what"
              + " is down.";
      default -> "";
    };
  }
}
