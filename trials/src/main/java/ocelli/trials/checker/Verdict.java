package ocelli.trials.checker;

import java.util.List;

/**
 * What a log shows.
 *
 * @param findings one for each invariant, I1 first
 * @param targets that the faults of the trial are about; to miss one breaks no invariant
 */
public record Verdict(List<Finding> findings, Figures figures, List<Target> targets) {
  public Verdict {
    findings = List.copyOf(findings);
    targets = List.copyOf(targets);
  }

  /**
   * One invariant.
   *
   * @param violations empty where it holds
   */
  public record Finding(String invariant, String promise, List<String> violations) {
    public Finding {
      violations = List.copyOf(violations);
    }

    /** Whether nothing breaks it. */
    public boolean holds() {
      return violations.isEmpty();
    }
  }

  /** How many images and summaries an invariant misses: I1's violations. */
  public int lost() {
    return findings.stream()
        .filter(finding -> finding.invariant().equals(LostImages.NAME))
        .mapToInt(finding -> finding.violations().size())
        .sum();
  }

  /** Whether all hold. */
  public boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }
}
