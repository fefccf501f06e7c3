package ocelli.client.webhook;

import java.util.function.Function;

/** Whether a webhook is what it claims to be. */
public sealed interface Verdict {
  /** Answers by case. */
  <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused);

  /**
   * It was signed with our secret a short while ago.
   *
   * @param id the header webhook-id
   */
  record Genuine(String id) implements Verdict {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return genuine.apply(this);
    }
  }

  /**
   * It was not, or cannot be told.
   *
   * @param reason for a person
   */
  record Refused(String reason) implements Verdict {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
