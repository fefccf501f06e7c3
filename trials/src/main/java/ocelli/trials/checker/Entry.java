package ocelli.trials.checker;

import java.util.List;

/**
 * A line of a trial's log, written by the client that it happened to. All times are microseconds
 * since 1970 by the one clock of the machine that the trial runs on.
 */
public sealed interface Entry {

  /**
   * A client that takes part.
   *
   * @param name its id
   * @param tasks how many tasks answer for each of its images
   * @param webhooks whether its endpoint must get everything: not where it said 410 for good
   */
  record Client(String name, int tasks, boolean webhooks) implements Entry {}

  /**
   * One POST of an image, from the moment that it was due to its answer.
   *
   * @param image the id that it has by its Idempotency-Key, whatever was answered
   * @param picture which picture it shows: the same number is the same bytes
   * @param of how many images its transaction has
   * @param status of HTTP, 0 where the connection failed, -1 where the client's patience ended
   * @param retryAfter whether the answer named a time to come back
   */
  record Attempt(
      String client,
      String transaction,
      String image,
      int picture,
      int of,
      long due,
      long began,
      long ended,
      int status,
      boolean retryAfter)
      implements Entry {

    /** Without an answer, or with one that says so, it may be in the log all the same. */
    boolean mayHaveBeenTaken() {
      return status <= 0 || status == 200 || status >= 500;
    }
  }

  /**
   * A webhook came in.
   *
   * @param client whose endpoint it came to
   * @param acknowledged whether the endpoint answered 2xx
   * @param genuine whether its signature verified
   * @param body as it came
   */
  record Webhook(String client, long at, boolean acknowledged, boolean genuine, String body)
      implements Entry {}

  /**
   * A reader of the firehose begins, or goes on after a break where it was.
   *
   * @param reader its name; each has its own lines
   * @param from the cursor after which it reads, -1 from the earliest on
   */
  record Opened(String reader, String client, long from, long at) implements Entry {}

  /** A reader got a message. */
  record Line(String reader, long at, String body) implements Entry {}

  /** A reader has read all there is: nothing of its client comes after. */
  record Complete(String reader, long at) implements Entry {}

  /** An acknowledged image that ends whoever looks at it: it alone may, and must, be given up. */
  record Poison(String image) implements Entry {}

  /**
   * The successor of a process that was ended says that it serves; others may not be well yet.
   *
   * @param what the process, as the fault names it
   */
  record Serves(String what, long at) implements Entry {}

  /** The trial could not be told to its end, and why. */
  record BrokenOff(String why) implements Entry {}

  /**
   * Something was measured that has a limit.
   *
   * @param what with its unit
   */
  record Measured(String what, long value, long most) implements Entry {}

  /**
   * Something was broken on purpose.
   *
   * @param kind kill, pause, restart, quorum and so on: {@link #QUORUM} and {@link #RESTART}
   *     promise more than the rest
   * @param what it fell on, for people, as {@code push-2}
   * @param services whose work in hand it breaks off; {@link #DOOR} among them where nobody listens
   *     on the public port meanwhile; empty where it fell on none of ours
   * @param from when it began
   * @param to when the last of it was repaired
   * @param share how much of what such a service has in hand it breaks off: 1 is that of all its
   *     processes, once
   */
  record Fault(String kind, String what, List<String> services, long from, long to, double share)
      implements Entry {
    /** Nothing can be acknowledged while it lasts, and who asks is told so at once. */
    public static final String QUORUM = "quorum";

    /** An orderly restart: hardly anybody is turned away. */
    public static final String RESTART = "restart";

    /**
     * What endpoints answer may not arrive: what they take while it lasts may come again, as often
     * as it is lost.
     */
    public static final String ANSWERS = "answers";

    /** What listens on the public port, as if it were a service. */
    public static final String DOOR = "door";

    public Fault {
      services = List.copyOf(services);
      share = share > 0 ? share : 1; // logs of before it was told have none
    }

    boolean breaksOff(String service) {
      return services.contains(service);
    }
  }
}
