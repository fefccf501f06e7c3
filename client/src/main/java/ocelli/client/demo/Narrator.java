package ocelli.client.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import ocelli.client.core.Message;

/** Tells on stderr what happens while it happens. */
final class Narrator {
  private final PrintWriter words;
  private final Palette palette;
  private volatile boolean hushed;

  Narrator(PrintWriter words, boolean colours) {
    this.words = words;
    this.palette = new Palette(colours);
  }

  void say(String line) {
    if (!hushed) {
      words.println(line);
      words.flush();
    }
  }

  /** One last word. */
  void end(String line) {
    say("");
    say(line);
    hushed = true;
  }

  void headline(String line) {
    say("");
    say(palette.bold(line));
  }

  void sent(Sent image, int bytes, Duration took) {
    say(
        String.format(
            Locale.ROOT,
            "  sent      %-11s %-22s %4d KiB, accepted in %d ms",
            image.sample().transaction(),
            image.sample().file(),
            bytes / 1024,
            took.toMillis()));
  }

  /**
   * One message.
   *
   * @param image what it is about; empty for a summary
   * @param latency since that image, or the transaction's last, began to be sent
   */
  void arrived(Arrival arrival, Optional<Sent> image, String story, Duration latency) {
    Message message = arrival.message();
    String line =
        String.format(
            Locale.ROOT,
            "  %-8s %s %-11s %-22s %-8s %s",
            arrival.channel().word(),
            seconds(latency),
            story,
            image.map(sent -> sent.sample().file()).orElse("all images"),
            Task.isSummary(message) ? "summary" : Task.of(message).map(Task::word).orElse("?"),
            Finding.of(message));
    say(emphasised(arrival, line));
  }

  /** The webhook speaks first; the firehose says the same again, so it is told more quietly. */
  private String emphasised(Arrival arrival, String line) {
    if (Task.isFailed(arrival.message())) {
      return palette.bad(line);
    }
    if (Task.isSummary(arrival.message())) {
      return palette.good(line);
    }
    return arrival.channel() == Channel.FIREHOSE ? palette.faint(line) : line;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%6.2f s", time.toMillis() / 1000.0);
  }
}
