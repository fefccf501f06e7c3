package ocelli.vision.kafka;

import java.time.Duration;

/**
 * How much of a partition a task's stream takes at a time.
 *
 * @param atATime images of one partition asked of the workers at a time: as many as there are
 * @param window images of one partition begun after the committed position
 * @param commitInterval the longest that a finished prefix waits to be committed
 * @param restartLeast the wait after a failed stream, doubling with each
 * @param restartMost the longest such wait
 */
public record TaskStreamLimits(
    int atATime, int window, Duration commitInterval, Duration restartLeast, Duration restartMost) {

  RestartingStream.Backoff restart() {
    return new RestartingStream.Backoff(restartLeast, restartMost, restartMost);
  }
}
