package ocelli.jobs.fetch;

import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalResponseException;
import java.util.concurrent.TimeoutException;
import ocelli.jobs.core.Cause;
import ocelli.runtime.egress.EgressGuard;

/** What can go wrong with somebody else's server, each with its code. */
final class Causes {
  private Causes() {}

  static Cause timeout(long seconds) {
    return new Cause(504, "source-timeout", "The server did not finish within " + seconds + " s");
  }

  static Cause status(int status) {
    if (status == 404 || status == 410) {
      return new Cause(
          502, "source-not-found", "The server has nothing there: it answered " + status);
    }
    return new Cause(
        502,
        status < 500 ? "source-refused" : "source-failed",
        "The server answered " + status + " instead of an image");
  }

  static Cause tooManyRedirects(int most) {
    return new Cause(502, "source-redirects", "The server redirects more than " + most + " times");
  }

  static Cause badRedirect(String detail) {
    return new Cause(
        502, "source-bad-redirect", "The server redirects to what is refused: " + detail);
  }

  static Cause notAnImage() {
    return new Cause(
        415,
        "source-not-an-image",
        "What the server gave is no JPEG, PNG, WebP, GIF or PDF by its first bytes");
  }

  static Cause tooLarge(long most) {
    return new Cause(
        413, "source-too-large", "What the server gave is larger than " + most + " bytes");
  }

  /** What a failed connection means. */
  static Cause of(Throwable failure, FetchSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EgressGuard.EgressRefused refused) {
        return refused.unknownName()
            ? new Cause(502, "source-unknown-host", "The host name has no address")
            : new Cause(422, "source-address-refused", "The address is not a public one");
      }
      if (cause instanceof EntityStreamSizeException) {
        return tooLarge(settings.maxBytes());
      }
      if (cause instanceof TimeoutException) {
        return timeout(settings.time().toSeconds());
      }
      if (cause instanceof IllegalResponseException) {
        return new Cause(502, "source-no-http", "The server does not speak HTTP");
      }
    }
    return new Cause(
        502,
        "source-unreachable",
        "The server cannot be reached, breaks off, or has no certificate that is trusted");
  }
}
