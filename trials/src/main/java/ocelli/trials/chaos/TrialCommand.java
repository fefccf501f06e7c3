package ocelli.trials.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import ocelli.trials.checker.Checker;
import ocelli.trials.load.TrialLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trial NAME} and {@code trial all}. */
@Command(
    name = "trial",
    description = "Runs an Ocelli under load, breaks things, and checks that nothing is lost.",
    footer = {
      "",
      "Trials: steady, kill-up, pause, endpoint-faults, slow-readers, or all of them.",
      "Exits with 0 only where every invariant held."
    },
    mixinStandardHelpOptions = true)
public final class TrialCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final long DEFAULT_SEED = 20_261_121;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which; default: ${DEFAULT-VALUE}")
  private String name = ALL;

  @Option(names = "--seed", description = "Of what is random; default: ${DEFAULT-VALUE}")
  private long seed = DEFAULT_SEED;

  @Option(names = "--long", description = "In the form that takes hours where that shows more")
  private boolean longForm;

  @Option(
      names = "--rate",
      description = "Images a second of all clients together; default: ${DEFAULT-VALUE}")
  private double perSecond = 20; // issue 4: under at least 20 images a second

  @Option(names = "--check", paramLabel = "LOG", description = "Only judge the log of a trial")
  private @Nullable Path log;

  @Override
  public Integer call() throws Exception {
    if (log != null) {
      var verdict = Checker.judge(TrialLog.read(log), Trial.bounds());
      Report.print(log.toString(), verdict, System.out);
      return verdict.holds() ? 0 : 1;
    }
    boolean held = true;
    for (Story story : chosen()) {
      Trial.Order order =
          new Trial.Order(Path.of(System.getenv("OCELLI_UP")), seed, longForm, perSecond);
      System.err.println("trial " + story.name() + ", seed " + seed);
      held &= new Trial(story, order, System.out).run();
    }
    return held ? 0 : 1;
  }

  private List<Story> chosen() {
    List<Story> chosen =
        Story.all().stream()
            .filter(story -> name.equals(ALL) || name.equals(story.name()))
            .toList();
    if (chosen.isEmpty() && spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "no trial " + name + ": " + Story.all().stream().map(Story::name).toList());
    }
    return chosen;
  }
}
