package ocelli.client.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ocelli.client.core.Message;

/** The table at the end: what was found, how fast, which promises were kept. */
final class Report {
  // Eight columns in 140 characters, which a wide terminal shows.
  private static final int WIDEST_CELL = 28;

  private final Tally tally;
  private final List<Channel> channels;

  Report(Tally tally, List<Channel> channels) {
    this.tally = tally;
    this.channels = List.copyOf(channels);
  }

  List<String> lines(List<Check> checks) {
    List<String> lines = new ArrayList<>(images());
    lines.add("");
    lines.addAll(summaries());
    lines.add("");
    lines.addAll(promises(checks));
    lines.add("");
    channels.forEach(channel -> lines.add(speed(channel)));
    return lines;
  }

  private List<String> images() {
    Table table =
        new Table(
            "TRANSACTION", "IMAGE", "FACES", "TEXT", "CODES", "QUALITY", "WEBHOOK", "FIREHOSE");
    for (Sent image : tally.sent()) {
      List<String> row = new ArrayList<>();
      row.add(image.sample().transaction());
      row.add(image.sample().file());
      for (Task task : Task.values()) {
        row.add(finding(image, task));
      }
      row.add(latency(image, Channel.WEBHOOK));
      row.add(latency(image, Channel.FIREHOSE));
      table.row(row);
    }
    return table.lines();
  }

  private String finding(Sent image, Task task) {
    return tally.ours(Channel.FIREHOSE).stream()
        .filter(message -> message.image().equals(Optional.of(image.image())))
        .filter(message -> Task.of(message).equals(Optional.of(task)))
        .findFirst()
        .map(message -> Task.isFailed(message) ? "failed" : cell(message))
        .orElse("missing");
  }

  private static String cell(Message message) {
    return Finding.shortened(Finding.of(message), WIDEST_CELL);
  }

  private String latency(Sent image, Channel channel) {
    return tally.complete(image, channel).map(Report::seconds).orElse("–");
  }

  private List<String> summaries() {
    Table table = new Table("TRANSACTION", "SUMMARY");
    for (Message message : tally.ours(Channel.FIREHOSE)) {
      if (Task.isSummary(message)) {
        table.row(List.of(tally.story(message), Finding.of(message)));
      }
    }
    return table.lines();
  }

  private static List<String> promises(List<Check> checks) {
    Table table = new Table("PROMISE", "KEPT", "COUNTED");
    checks.forEach(
        check -> table.row(List.of(check.promise(), check.kept() ? "yes" : "NO", check.detail())));
    return table.lines();
  }

  private String speed(Channel channel) {
    List<Duration> sorted = tally.latencies(channel);
    if (sorted.isEmpty()) {
      return "latency by " + channel.word() + ": nothing came";
    }
    return String.format(
        Locale.ROOT,
        "latency by %-8s  p50 %s  p99 %s  of %d messages, from the start of sending",
        channel.word(),
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1)),
        sorted.size());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
