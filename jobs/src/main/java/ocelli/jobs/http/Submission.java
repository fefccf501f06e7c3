package ocelli.jobs.http;

import java.util.Optional;
import java.util.function.Function;
import ocelli.jobs.jdbc.Desk;
import ocelli.runtime.http.Problem;

/** What a request asks to be read. */
sealed interface Submission {
  <T> T match(Function<Url, T> url, Function<Uploaded, T> upload, Function<Refused, T> refused);

  /** What a URL names. */
  record Url(String url) implements Submission {
    @Override
    public <T> T match(
        Function<Url, T> taken, Function<Uploaded, T> upload, Function<Refused, T> refused) {
      return taken.apply(this);
    }
  }

  /** A file, on disk until it is stored. */
  record Uploaded(Desk.Upload upload, Optional<String> name) implements Submission {
    @Override
    public <T> T match(
        Function<Url, T> url, Function<Uploaded, T> taken, Function<Refused, T> refused) {
      return taken.apply(this);
    }
  }

  /** Nothing that is taken. */
  record Refused(Problem problem) implements Submission {
    @Override
    public <T> T match(
        Function<Url, T> url, Function<Uploaded, T> upload, Function<Refused, T> taken) {
      return taken.apply(this);
    }
  }
}
