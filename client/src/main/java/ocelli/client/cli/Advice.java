package ocelli.client.cli;

import ocelli.client.core.Problem;

/** What a person can do about a refusal. */
final class Advice {
  private Advice() {}

  /** One sentence; empty where the refusal says it all. */
  static String about(Problem problem) {
    return switch (problem.status()) {
      case 401 ->
          switch (problem.code()) {
            case "invalid_client" -> WRONG_SECRET;
            case "operator-token" -> OPERATOR;
            default -> "The token is not good here or has expired: get one with `./ocelli token`.";
          };
      case 403 ->
          "This client was not granted it: an operator registers one with"
              + " `./ocelli client add NAME --grant CLAIM`.";
      case 404 ->
          problem.code().equals("no-such-client")
              ? "`./ocelli client list` prints the names."
              : "Nothing of that name belongs to this client: look at the spelling.";
      case 409 ->
          "Take another name; `./ocelli client rotate NAME` gives a client that is there a new secret.";
      case 410 -> "That is past what is kept: take --from earliest.";
      case 500, 501, 502, 504 ->
          "That is its own fault: its log says more, and /health/ready at the management port what is down.";
      case 429, 503 -> "It is busy: the same command later will do.";
      default -> "";
    };
  }

  private static final String OPERATOR =
      "This is for operators: on the machine itself give --data DIR, elsewhere an operator's --token.";
  private static final String WRONG_SECRET =
      "Id or secret is wrong: look at --client and --secret (OCELLI_CLIENT, OCELLI_SECRET);"
          + " `./ocelli client rotate NAME` gives a new secret.";
}
