package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A trial's log, sorted by what it is about. */
final class History {
  private final Map<String, Entry.Client> clients = new LinkedHashMap<>();
  private final List<Entry.Attempt> attempts = new ArrayList<>();
  private final Map<String, Entry.Attempt> accepted = new LinkedHashMap<>();
  private final Map<String, List<Hook>> hooks = new HashMap<>();
  private final Map<String, Reader> readers = new LinkedHashMap<>();
  private final List<Entry.Fault> faults = new ArrayList<>();
  private final List<Entry.Measured> measured = new ArrayList<>();
  private final List<String> brokenOff = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final Set<String> poison = new HashSet<>();
  private final List<Entry.Serves> serving = new ArrayList<>();
  private final Map<String, List<Told>> asItCame = new HashMap<>(); // asked for by each fault

  /** A webhook that verified. */
  record Hook(long at, boolean acknowledged, Message message) {}

  private static final class Reader {
    final Entry.Opened first;
    final List<Reading.Line> lines = new ArrayList<>();
    boolean complete;

    Reader(Entry.Opened first) {
      this.first = first;
    }
  }

  static History of(List<Entry> log) {
    History history = new History();
    log.forEach(history::add);
    return history;
  }

  private void add(Entry entry) {
    if (entry instanceof Entry.Client client) {
      clients.put(client.name(), client);
    } else if (entry instanceof Entry.Attempt attempt) {
      add(attempt);
    } else if (entry instanceof Entry.Webhook webhook) {
      add(webhook);
    } else if (entry instanceof Entry.Opened opened) {
      readers.putIfAbsent(opened.reader(), new Reader(opened));
    } else if (entry instanceof Entry.Line line) {
      add(line);
    } else if (entry instanceof Entry.Complete complete) {
      reader(complete.reader()).complete = true;
    } else if (entry instanceof Entry.Fault fault) {
      faults.add(fault);
    } else if (entry instanceof Entry.BrokenOff broken) {
      brokenOff.add(broken.why());
    } else if (entry instanceof Entry.Poison image) {
      poison.add(image.image());
    } else if (entry instanceof Entry.Serves serves) {
      serving.add(serves);
    } else if (entry instanceof Entry.Measured figure) {
      measured.add(figure);
    }
  }

  private void add(Entry.Attempt attempt) {
    attempts.add(attempt);
    if (attempt.status() == 200) {
      accepted.putIfAbsent(attempt.image(), attempt);
    }
  }

  private void add(Entry.Webhook webhook) {
    Optional<Message> message = Message.parse(webhook.body());
    if (!webhook.genuine() || message.isEmpty()) {
      unreadable.add(
          "a webhook of " + webhook.client() + " is not genuine or no message: " + webhook.body());
      return;
    }
    hooks
        .computeIfAbsent(webhook.client(), client -> new ArrayList<>())
        .add(new Hook(webhook.at(), webhook.acknowledged(), message.get()));
  }

  private void add(Entry.Line line) {
    Message.parse(line.body())
        .ifPresentOrElse(
            message -> reader(line.reader()).lines.add(new Reading.Line(line.at(), message)),
            () -> unreadable.add("a line of " + line.reader() + " is no message: " + line.body()));
  }

  private Reader reader(String name) {
    Reader reader = readers.get(name);
    if (reader == null) {
      throw new IllegalArgumentException("the log has lines of a reader it never opened: " + name);
    }
    return reader;
  }

  List<Entry.Client> clients() {
    return List.copyOf(clients.values());
  }

  List<Entry.Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** The attempt that was answered with 200 first, of each image that had one. */
  List<Entry.Attempt> accepted() {
    return List.copyOf(accepted.values());
  }

  List<Entry.Attempt> accepted(Entry.Client client) {
    return accepted.values().stream().filter(a -> a.client().equals(client.name())).toList();
  }

  /** In the order of arrival, whether acknowledged or not. */
  List<Hook> hooks(Entry.Client client) {
    return List.copyOf(hooks.getOrDefault(client.name(), List.of()));
  }

  /** Those that the endpoint acknowledged. */
  List<Hook> acknowledged(Entry.Client client) {
    return hooks(client).stream().filter(Hook::acknowledged).toList();
  }

  List<Reading> readings() {
    return readers.values().stream()
        .map(
            reader ->
                new Reading(
                    reader.first.reader(),
                    reader.first.client(),
                    reader.first.from(),
                    reader.lines,
                    reader.complete))
        .toList();
  }

  /** All that the firehose has for a client; empty where nobody read it to its end. */
  Optional<Reading> reference(Entry.Client client) {
    return readings().stream()
        .filter(reading -> reading.client().equals(client.name()) && reading.isReference())
        .findFirst();
  }

  /** By each way that should bring a client everything: what was read again is no arrival. */
  List<Told> asItCame(Entry.Client client) {
    return asItCame.computeIfAbsent(client.name(), name -> Told.asItCame(this, client));
  }

  /**
   * What a client got as it came, over one connection that is held or goes on where it was: that of
   * its first reader. Those that read again later tell nothing of when.
   */
  List<Reading.Line> held(Entry.Client client) {
    return readings().stream()
        .filter(reading -> reading.client().equals(client.name()))
        .findFirst()
        .map(Reading::lines)
        .orElse(List.of());
  }

  List<Entry.Fault> faults() {
    return List.copyOf(faults);
  }

  /** Why the trial did not come to its end; empty where it did. */
  List<String> brokenOff() {
    return List.copyOf(brokenOff);
  }

  List<Entry.Measured> measured() {
    return List.copyOf(measured);
  }

  /** The faults that broke off what a service had in hand. */
  List<Entry.Fault> crashes(String service) {
    return faults.stream().filter(fault -> fault.breaksOff(service)).toList();
  }

  /** When what a fault ended served again: the whole was well then, where nobody has said it. */
  long servedAgain(Entry.Fault fault) {
    return serving.stream()
        .filter(serves -> serves.what().equals(fault.what()))
        .mapToLong(Entry.Serves::at)
        .filter(at -> at >= fault.from() && at <= fault.to())
        .min()
        .orElse(fault.to());
  }

  /** Whether an image ends whoever looks at it. */
  boolean isPoison(String image) {
    return poison.contains(image);
  }

  /** Bodies that are no messages, and webhooks that nobody signed. */
  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  /** The transactions of a client of which every image was accepted. */
  Set<String> wholeTransactions(Entry.Client client) {
    Map<String, Set<String>> images = new HashMap<>();
    for (Entry.Attempt attempt : accepted(client)) {
      imagesOf(images, attempt).add(attempt.image());
    }
    return accepted(client).stream()
        .filter(attempt -> imagesOf(images, attempt).size() >= attempt.of())
        .map(Entry.Attempt::transaction)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> imagesOf(Map<String, Set<String>> of, Entry.Attempt attempt) {
    return of.computeIfAbsent(attempt.transaction(), transaction -> new HashSet<>());
  }
}
