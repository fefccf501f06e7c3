package ocelli.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.Pauses;
import ocelli.client.http.Retries;
import ocelli.client.http.RetryListener;

/** Time that passes only by being told to, or by being waited for. */
public final class TestTime extends Clock implements Pauses {
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  public TestTime(Instant now) {
    this.now = now;
  }

  public static TestTime start() {
    return new TestTime(Instant.parse("2026-11-21T12:00:00Z"));
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Retries retries() {
    return new Retries(RetrySchedule.standard(), this, new Random(1), this, RetryListener.silent());
  }

  public List<Duration> pauses() {
    return pauses;
  }

  @Override
  public CompletableFuture<Void> pause(Duration wait) {
    pauses.add(wait);
    pass(wait);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
