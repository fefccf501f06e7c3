package ocelli.links.core;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Where a link leads. */
public sealed interface Target {
  /** Answers for whichever it is. */
  <T> T match(Function<Url, T> url, Function<Job, T> job);

  /**
   * A page anywhere.
   *
   * @param text as {@link TargetRules} takes it, ASCII
   */
  record Url(String text) implements Target {
    @Override
    public <T> T match(Function<Url, T> url, Function<Job, T> job) {
      return url.apply(this);
    }
  }

  /**
   * A result of one of the owner's jobs.
   *
   * @param number of the result
   * @param scope what is kept back
   */
  record Job(long number, Set<Scope> scope) implements Target {
    public Job {
      scope = Set.copyOf(scope);
    }

    /** The scope's words, sorted. */
    public Set<String> words() {
      Set<String> words = new TreeSet<>();
      scope.forEach(one -> words.add(one.word()));
      return words;
    }

    @Override
    public <T> T match(Function<Url, T> url, Function<Job, T> job) {
      return job.apply(this);
    }
  }
}
