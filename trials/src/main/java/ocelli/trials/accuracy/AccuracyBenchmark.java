package ocelli.trials.accuracy;

import java.io.PrintStream;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.VisionBackend;

/** Measures how well the engines see. */
public final class AccuracyBenchmark {
  private AccuracyBenchmark() {}

  /**
   * Runs all trials on the processor's engines.
   *
   * @param seed of what is drawn; the same seed draws the same
   * @param out for the table
   * @return 0 if every limit was kept, otherwise 1
   */
  public static int run(long seed, PrintStream out) {
    System.setProperty("java.awt.headless", "true");
    VisionBackend backend = new CpuBackend();
    Report report = new Report(out);
    out.println("seed " + seed);
    report.title("Text");
    TextTrial.run(seed, backend, report);
    report.title("Faces");
    FaceTrial.run(seed, backend, report);
    report.title("Persons");
    IdentityTrial.run(backend, report);
    report.title("Codes");
    CodeTrial.run(seed, backend, report);
    return report.allKept() ? 0 : 1;
  }
}
