package ocelli.links.http;

import ocelli.runtime.http.Problem;

/** What owners are refused with. */
final class Refusals {
  private Refusals() {}

  static Problem degraded() {
    return Problem.of(
        403,
        "degraded-token",
        "This token was issued without the client registry and opens no links: fetch another");
  }

  static Problem noLink() {
    return Problem.of(404, "no-such-link", "There is no link of that code, or it is not yours");
  }

  static Problem noCode() {
    return Problem.of(
        503, "no-free-code", "Every code that this link could have is another's: add an option");
  }

  static Problem busy() {
    return Problem.of(503, "links-busy", "Too many passwords are being hashed: try again");
  }

  static Problem unavailable() {
    return Problem.of(503, "links-unavailable", "The links' database does not answer: try again");
  }
}
