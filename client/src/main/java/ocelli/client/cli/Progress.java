package ocelli.client.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far sending is: a bar on a terminal, a line per step elsewhere. */
interface Progress extends AutoCloseable {
  /** One more is done. */
  void step(String words);

  @Override
  default void close() {}

  static Progress of(int steps, Output output, boolean terminal) {
    return terminal ? bar(steps) : lines(steps, output);
  }

  private static Progress lines(int steps, Output output) {
    int[] done = {0};
    return words -> output.say(++done[0] + "/" + steps + " " + words);
  }

  private static Progress bar(int steps) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("sending")
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    return new Progress() {
      @Override
      public void step(String words) {
        bar.setExtraMessage(words);
        bar.step();
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
