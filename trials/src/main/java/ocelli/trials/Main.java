package ocelli.trials;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import ocelli.trials.accuracy.AccuracyBenchmark;
import ocelli.trials.chaos.TrialCommand;
import ocelli.trials.ingest.IngestBenchmark;
import ocelli.trials.jobs.JobsBenchmark;
import ocelli.trials.links.LinksBenchmark;
import ocelli.trials.vision.VisionBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench NAME}. */
@Command(name = "ocelli", mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final long DEFAULT_SEED = 20_261_121;

  private Main() {}

  /** Runs a benchmark; exits with 0 only where every limit held. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .addSubcommand(new Bench())
            .addSubcommand(new TrialCommand())
            .execute(arguments));
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "bench",
      description = "Measures, with the limit or the rival of the same run beside each figure.",
      mixinStandardHelpOptions = true)
  static final class Bench implements Callable<Integer> {
    @Option(
        names = "--seed",
        description = "Of what is random; default: ${DEFAULT-VALUE}",
        scope = CommandLine.ScopeType.INHERIT)
    private long seed = DEFAULT_SEED;

    @Override
    public Integer call() {
      CommandLine.usage(this, System.err);
      return CommandLine.ExitCode.USAGE;
    }

    @Command(description = "Characters, faces, codes and persons against committed truth")
    int accuracy() {
      return AccuracyBenchmark.run(seed, System.out);
    }

    @Command(description = "Images a second through each engine, on one thread and on two")
    int vision() throws Exception {
      return VisionBenchmark.run(System.out);
    }

    @Command(description = "Pages read as jobs a second, beside the OCR engine alone")
    int jobs() throws Exception {
      return JobsBenchmark.run(Path.of(System.getenv("OCELLI_UP")), Clock.systemUTC(), System.out);
    }

    @Command(description = "Short links made and followed a second, beside nginx")
    int links() throws Exception {
      return LinksBenchmark.run(
          Path.of(System.getenv("OCELLI_UP")), Clock.systemUTC(), seed, System.out);
    }

    @Command(
        description =
            "Acknowledged images a second of 100 KiB, beside Kafka's own producer benchmark")
    int ingest() throws Exception {
      return IngestBenchmark.run(
          Path.of(System.getenv("OCELLI_UP")), Clock.systemUTC(), seed, System.out);
    }
  }
}
