package ocelli.client.http;

import java.util.Map;
import java.util.Optional;
import ocelli.client.core.Problem;
import ocelli.client.json.Problems;

/**
 * What a server answered.
 *
 * @param call the request, for the words of a failure
 * @param status the HTTP status
 * @param headers by name in lower case, the first value of each
 * @param body decoded as UTF-8
 */
public record Answer(String call, int status, Map<String, String> headers, String body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body of a success. */
  public String success() {
    if (status < 200 || status >= 300) {
      throw new ProblemException(call, problem());
    }
    return body;
  }

  /** What the answer says is wrong. */
  public Problem problem() {
    return Problems.read(body, status);
  }
}
