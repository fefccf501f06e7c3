package ocelli.trials.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The log of a small trial in which all went well: two clients, four transactions each of two
 * images, two tasks, everything by webhook and to three readers.
 */
final class GoodLog {
  static final Bounds BOUNDS = new Bounds(10, 1, 4, Duration.ofSeconds(60), Duration.ofSeconds(10));
  static final int TASKS = 2;
  private static final long SECOND = 1_000_000;
  private static final int TRANSACTIONS = 4;
  private static final int OF = 2;

  private final List<Entry> entries = new ArrayList<>();
  private long cursor;
  private long time = 1_000 * SECOND;

  private GoodLog() {}

  static GoodLog create() {
    GoodLog log = new GoodLog();
    for (String client : List.of("anna", "bert")) {
      log.client(client);
    }
    return log;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  Verdict judged() {
    return Checker.judge(entries, BOUNDS);
  }

  /** The invariants that do not hold. */
  List<String> broken() {
    return judged().findings().stream()
        .filter(finding -> !finding.holds())
        .map(Verdict.Finding::invariant)
        .toList();
  }

  /** Adds an entry at the end. */
  GoodLog with(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** Adds an entry before the first that fits. */
  GoodLog before(Predicate<Entry> where, Entry entry) {
    entries.add(index(where), entry);
    return this;
  }

  /** Leaves the first that fits out. */
  GoodLog without(Predicate<Entry> which) {
    entries.remove(index(which));
    return this;
  }

  /** Changes the first that fits. */
  GoodLog changed(Predicate<Entry> which, UnaryOperator<Entry> change) {
    int index = index(which);
    entries.set(index, change.apply(entries.get(index)));
    return this;
  }

  /** Changes all that fit, of which there is one. */
  GoodLog changedAll(Predicate<Entry> which, UnaryOperator<Entry> change) {
    index(which);
    entries.replaceAll(entry -> which.test(entry) ? change.apply(entry) : entry);
    return this;
  }

  /** Leaves all out that fit, of which there is one. */
  GoodLog withoutAll(Predicate<Entry> which) {
    index(which);
    entries.removeIf(which);
    return this;
  }

  /** Lets the first that fits come again. */
  GoodLog again(Predicate<Entry> which) {
    int index = index(which);
    entries.add(index + 1, entries.get(index));
    return this;
  }

  /** Swaps two. */
  GoodLog swapped(Predicate<Entry> one, Predicate<Entry> other) {
    int first = index(one);
    int second = index(other);
    Entry moved = entries.get(first);
    entries.set(first, entries.get(second));
    entries.set(second, moved);
    return this;
  }

  private int index(Predicate<Entry> which) {
    for (int i = 0; i < entries.size(); i++) {
      if (which.test(entries.get(i))) {
        return i;
      }
    }
    throw new AssertionError("the good log has no such entry");
  }

  static Predicate<Entry> hook(String client, String part) {
    return entry ->
        entry instanceof Entry.Webhook hook
            && hook.client().equals(client)
            && hook.body().contains(part);
  }

  static Predicate<Entry> line(String reader, String part) {
    return entry ->
        entry instanceof Entry.Line line
            && line.reader().equals(reader)
            && line.body().contains(part);
  }

  /** Whatever a client was told, however it came. */
  static Predicate<Entry> told(String client, String part) {
    return entry ->
        hook(client, part).test(entry)
            || line("live-" + client, part).test(entry)
            || line("all-" + client, part).test(entry)
            || line("suffix-" + client, part).test(entry);
  }

  static Predicate<Entry> attempt(String client) {
    return entry -> entry instanceof Entry.Attempt a && a.client().equals(client);
  }

  static UnaryOperator<Entry> body(String from, String to) {
    return entry -> {
      if (entry instanceof Entry.Line line) {
        return new Entry.Line(line.reader(), line.at(), line.body().replace(from, to));
      }
      Entry.Webhook hook = (Entry.Webhook) entry;
      return new Entry.Webhook(
          hook.client(),
          hook.at(),
          hook.acknowledged(),
          hook.genuine(),
          hook.body().replace(from, to));
    };
  }

  static String image(String client, int transaction, int n) {
    return "%032x".formatted(client.hashCode() * 1000L + transaction * 10L + n);
  }

  private void client(String client) {
    entries.add(new Entry.Client(client, TASKS, true));
    entries.add(new Entry.Opened("live-" + client, client, -1, time));
    List<String> bodies = new ArrayList<>();
    long first = cursor + 1;
    for (int t = 0; t < TRANSACTIONS; t++) {
      for (int n = 0; n < OF; n++) {
        entries.add(
            new Entry.Attempt(
                client,
                client + "-" + t,
                image(client, t, n),
                n,
                OF,
                time,
                time,
                time + 3_000,
                200,
                false));
        time += SECOND / 20;
        for (int task = 0; task < TASKS; task++) {
          bodies.add(
              body(client, t, n, task, bodies.isEmpty() ? "" : "\"previous\":" + cursor + ","));
        }
      }
      bodies.add(summary(client, t));
    }
    for (String body : bodies) {
      time += SECOND / 50;
      entries.add(new Entry.Webhook(client, time, true, true, body));
      entries.add(new Entry.Line("live-" + client, time, body));
    }
    read("all-" + client, client, -1, bodies, 0);
    read("suffix-" + client, client, first + 3, bodies, 4);
  }

  private void read(String reader, String client, long from, List<String> bodies, int skip) {
    entries.add(new Entry.Opened(reader, client, from, time));
    bodies.stream().skip(skip).forEach(b -> entries.add(new Entry.Line(reader, time, b)));
    entries.add(new Entry.Complete(reader, time));
  }

  private String body(String client, int transaction, int n, int task, String previous) {
    cursor++;
    return """
        {"id":"%s%d","type":"task%d.v1m0.Answer","timestamp":"2026-11-21T10:00:00Z","cursor":%d,%s"transaction":"%s-%d","image":"%s","data":{"x":%d}}"""
        .formatted(
            image(client, transaction, n),
            task,
            task,
            cursor,
            previous,
            client,
            transaction,
            image(client, transaction, n),
            n);
  }

  private String summary(String client, int transaction) {
    long previous = cursor++;
    return """
        {"id":"sum-%s-%d","type":"summary.v1m0.Summary","timestamp":"2026-11-21T10:00:00Z","cursor":%d,"previous":%d,"transaction":"%s-%d","data":{"sentence":"Two images.","closedBy":"complete","revision":0,"segment":0,"images":[%s,%s]}}"""
        .formatted(
            client,
            transaction,
            cursor,
            previous,
            client,
            transaction,
            listed(client, transaction, 0),
            listed(client, transaction, 1));
  }

  private String listed(String client, int transaction, int n) {
    return """
        {"image":"%s","acceptedAtMicros":"%d","failed":[]}"""
        .formatted(image(client, transaction, n), time);
  }
}
