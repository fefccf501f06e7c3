package ocelli.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import ocelli.client.OcelliClient;
import ocelli.client.core.Message;
import ocelli.client.firehose.FirehoseListener;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the firehose. */
@Command(
    name = "firehose",
    description = {
      "Prints the firehose, a message per line of JSON, and goes on by itself after a break.",
      "Ends with Ctrl-C; the cursor of the last line is where --from takes up again.",
      "A message may come twice after a crash in Ocelli, under another cursor: its id tells."
    })
final class FirehoseCommand implements Callable<Integer> {
  @Mixin private final ServerOptions server;

  @Option(
      names = "--from",
      paramLabel = "CURSOR",
      defaultValue = "latest",
      description = "A cursor (what comes after it), earliest, latest, or a time; latest")
  String from = "latest";

  @Option(names = "--max-rate", paramLabel = "N", description = "Messages per second at most")
  Optional<Double> maxRate = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "Only this type, as ocr.v1m0.Text; may be repeated")
  List<String> types = List.of();

  @Option(
      names = "--transaction",
      paramLabel = "T",
      description = "Only this transaction; may be repeated")
  List<String> transactions = List.of();

  @Option(names = "--count", paramLabel = "N", description = "End after so many messages")
  Optional<Long> count = Optional.empty();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  FirehoseCommand(Surroundings surroundings) {
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() {
    OptionalDouble rate = maxRate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    FirehoseOptions options = new FirehoseOptions(from, rate, types, transactions, true);
    Output output = Output.of(spec);
    Printer printer = new Printer(output, count.orElse(Long.MAX_VALUE));
    OcelliClient client = server.connect(server.hasty());
    try (FirehoseReader reader = client.firehose(options, printer)) {
      printer.stop = reader::close;
      reader.run();
    }
    return 0;
  }

  private static final class Printer implements FirehoseListener {
    private final Output output;
    private long left;
    private Runnable stop = () -> {};
    private boolean interrupted;

    Printer(Output output, long left) {
      this.output = output;
      this.left = left;
    }

    @Override
    public void onMessage(Message message) {
      output.result(message.json());
      left--;
      if (left <= 0 || output.isUnread()) {
        stop.run();
      }
    }

    @Override
    public void onOpened() {
      if (interrupted) {
        output.say("open again");
      }
      interrupted = false;
    }

    @Override
    public void onGap(String reason) {
      output.say(reason + "; reading again from before it");
    }

    @Override
    public void onInterrupted(String reason, Duration wait) {
      interrupted = true;
      output.say(reason + "; going on in " + Output.seconds(wait));
    }
  }
}
