package ocelli.trials.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import ocelli.trials.checker.Checker;
import ocelli.trials.checker.Verdict;
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
      "Exits with 0 only where every invariant held, in every trial: one that the machine does not",
      "allow is left out, and has not held."
    },
    mixinStandardHelpOptions = true)
public final class TrialCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final long DEFAULT_SEED = 20_261_121;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "Which: ${COMPLETION-CANDIDATES}; or all, which is the default")
  private List<String> names = List.of(ALL);

  @Option(names = "--seed", description = "Of what is random; default: ${DEFAULT-VALUE}")
  private long seed = DEFAULT_SEED;

  @Option(names = "--long", description = "In the form that takes hours where that shows more")
  private boolean longForm;

  @Option(
      names = "--rate",
      description = "Images a second of all clients together; default: ${DEFAULT-VALUE}")
  private double perSecond = 20; // issue 4: under at least 20 images a second

  @Option(
      names = "--nodes",
      description = "Of each service that keeps state, as processes; default: ${DEFAULT-VALUE}")
  private int nodes = 3; // issue 4: three of the stateful ones

  @Option(names = "--check", paramLabel = "LOG", description = "Only judge the log of a trial")
  private @Nullable Path log;

  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Story.all().stream().map(Story::name).iterator();
    }
  }

  @Override
  public Integer call() throws Exception {
    if (log != null) {
      var verdict = Checker.judge(TrialLog.read(log), Trial.bounds());
      Report.print(log.toString(), verdict, System.out);
      return verdict.holds() ? 0 : 1;
    }
    boolean held = true;
    Map<String, Report.Over> trials = new LinkedHashMap<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    try (Grounds grounds = new Grounds(Path.of(System.getenv("OCELLI_UP")), nodes)) {
      for (Story story : chosen()) {
        Optional<String> missing = story.need().missing();
        if (missing.isPresent()) {
          leftOut.put(story.name(), missing.get());
          continue;
        }
        long begin = System.nanoTime();
        Verdict verdict = run(story, grounds);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        trials.put(story.name(), new Report.Over(verdict, took));
        if (!verdict.holds()) {
          grounds.leave();
          held = false;
        }
      }
      grounds.clear();
      held &= grounds.orderly();
    }
    Report.tables(trials, System.out);
    leftOut.forEach((story, missing) -> System.out.printf("%s: left out: %s%n", story, missing));
    return held && leftOut.isEmpty() ? 0 : 1;
  }

  private Verdict run(Story story, Grounds grounds) throws Exception {
    Subject subject = grounds.of(story.form());
    System.err.printf("trial %s, seed %d, %s images/s%n", story.name(), seed, perSecond);
    Trial.Order order = new Trial.Order(seed, longForm, perSecond);
    return new Trial(story, order, System.out).run(subject);
  }

  private List<Story> chosen() {
    List<Story> chosen =
        Story.all().stream()
            .filter(story -> names.contains(ALL) || names.contains(story.name()))
            .toList();
    List<String> known = Story.all().stream().map(Story::name).toList();
    names.stream()
        .filter(name -> !name.equals(ALL) && !known.contains(name))
        .findFirst()
        .ifPresent(name -> refuse("no trial " + name + ": " + known));
    return chosen;
  }

  private void refuse(String words) {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), words);
  }
}
