package ocelli.push.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;

/**
 * Plays view, store, endpoint and clock around a {@link LaneState}; a crash keeps only the store.
 */
final class LaneModel {
  private static final LaneLimits LIMITS = new LaneLimits(10, 40, 50, 3, Duration.ofMillis(100));
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(
          List.of(0, 1, 2, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8).stream()
              .map(Duration::ofSeconds)
              .toList());

  private final Random random;
  private final DeliveryOrder order;
  private final double failing;
  private final double crashing;
  private final Map<Long, Changes.Parked> rows = new TreeMap<>();
  private final Set<Long> dead = new TreeSet<>();
  private final List<Sent> deliveries = new ArrayList<>();
  private final Set<Long> settled = new HashSet<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::turn));
  private final List<PushMessage> journal = new ArrayList<>();
  private LaneRecord record = LaneRecord.unknown();
  private LaneState lane;
  private Instant now = Instant.EPOCH;
  private long turns;
  private int life;
  private int offered;
  private int offeredBefore; // the crash: from there on the lane is told that it has caught up
  private int inFlight;
  private int highestInFlight;
  private int attempts;
  private int crashes;
  private boolean deadEndpoint;
  private boolean goneEndpoint;
  private boolean crashable = true;
  private boolean draining;
  private long wakes;

  record Sent(long cursor, String transaction) {}

  private record Due(Instant at, long turn, Runnable what) {}

  LaneModel(long seed, DeliveryOrder order, double failing, double crashing) {
    this.random = new Random(seed);
    this.order = order;
    this.failing = failing;
    this.crashing = crashing;
    this.lane = lane();
  }

  private LaneState lane() {
    return new LaneState(record, LIMITS, SCHEDULE, random, () -> !draining);
  }

  void run(int messages) {
    run(messages, 0);
  }

  /** Lives through messages until it has crashed often enough, through more where it has not. */
  void run(int messages, int atLeastCrashes) {
    journal(messages);
    while (offered < journal.size() || crashes < atLeastCrashes) {
      journal(offered < journal.size() ? 0 : 1);
      offerNext();
      runUntil(now.plusMillis(random.nextInt(20)));
    }
    finish();
  }

  void offerAll(int messages) {
    journal(messages);
    crashable = false;
    while (offered < journal.size()) {
      offerNext();
    }
    crashable = true;
  }

  void runFor(int seconds) {
    Instant end = now.plusSeconds(seconds);
    while (now.isBefore(end)) {
      while (offered < journal.size()) {
        offerNext();
      }
      runUntil(now.plusMillis(500));
    }
    crashable = false;
    while (offered < journal.size()) {
      offerNext();
    }
    runUntil(now.plusSeconds(30));
  }

  /** Drains while rows wait; answers how many deliveries are not on record a second later. */
  int drain(int messages) {
    offerAll(messages);
    runUntil(now.plusMillis(random.nextInt(200)));
    draining = true;
    runUntil(now.plusSeconds(1));
    return lane.unmarked();
  }

  void finish() {
    crashable = false;
    Instant end = now.plusSeconds(3_000);
    while (now.isBefore(end) && !(offered == journal.size() && lane.isIdle())) {
      while (offered < journal.size()) {
        offerNext();
      }
      runUntil(now.plusSeconds(1));
    }
  }

  private void journal(int messages) {
    for (int i = 0; i < messages; i++) {
      journal.add(
          PushMessage.newBuilder()
              .setCursor((journal.size() + 1) * 3L)
              .setTransaction("t" + random.nextInt(12))
              .setOrder(order)
              .build());
    }
  }

  private void offerNext() {
    PushMessage message = journal.get(offered++);
    act(lane.offer(message, random.nextInt(20) == 0, now));
    tellCaughtUp();
  }

  private void tellCaughtUp() {
    if (offered >= offeredBefore) {
      offeredBefore = Integer.MAX_VALUE;
      act(lane.caughtUp(now));
    }
  }

  private void runUntil(Instant end) {
    while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
      Due due = agenda.remove();
      now = due.at().isAfter(now) ? due.at() : now;
      due.what().run();
      if (crashable && random.nextDouble() < crashing) {
        crash();
      }
    }
    now = end;
  }

  /** What was in flight is lost; the view starts again where it stored its position. */
  private void crash() {
    crashes++;
    life++;
    inFlight = 0;
    agenda.clear();
    record = new LaneRecord(record.mark(), record.above(), record.gone(), counted(), order);
    lane = lane();
    offeredBefore = offeredBefore == Integer.MAX_VALUE ? offered : offeredBefore;
    offered = storedPosition();
    act(lane.tick(now));
    tellCaughtUp();
  }

  /** Everything before is settled: the newest place that may be stored, or an older one. */
  private int storedPosition() {
    int first = 0;
    while (first < journal.size() && settled.contains(journal.get(first).getCursor())) {
      first++;
    }
    return random.nextBoolean() ? first : random.nextInt(first + 1);
  }

  private Backlog counted() {
    Map<String, Integer> counts = new HashMap<>();
    rows.values().forEach(row -> counts.merge(row.message().getTransaction(), 1, Integer::sum));
    return new Backlog(counts, OptionalLong.empty());
  }

  private void after(long millis, Runnable what) {
    int born = life;
    agenda.add(
        new Due(
            now.plusMillis(millis),
            turns++,
            () -> {
              if (born == life) {
                what.run();
              }
            }));
  }

  private void act(List<LaneAction> actions) {
    for (LaneAction action : actions) {
      if (action instanceof LaneAction.Send send) {
        send(send.message());
      } else if (action instanceof LaneAction.Settle settle) {
        settled.add(settle.message().getCursor());
      } else if (action instanceof LaneAction.Write write) {
        after(random.nextInt(8), () -> write(write.changes()));
      } else if (action instanceof LaneAction.Load load) {
        after(random.nextInt(4), () -> load(load));
      } else if (action instanceof LaneAction.WakeAt wake) {
        wakeAt(wake.at());
      }
    }
  }

  /** One timer: a later wish takes the place of an earlier one. */
  private void wakeAt(Instant at) {
    long wake = ++wakes;
    after(
        Math.max(0, Duration.between(now, at).toMillis() + 1),
        () -> {
          if (wake == wakes) {
            act(lane.tick(now));
          }
        });
  }

  private void send(PushMessage message) {
    attempts++;
    inFlight++;
    highestInFlight = Math.max(highestInFlight, inFlight);
    if (deadEndpoint) {
      after(15_000, () -> ended(message, new Outcome.Failed("time-out", Optional.empty())));
    } else if (goneEndpoint) {
      after(random.nextInt(10), () -> ended(message, new Outcome.Gone()));
    } else if (random.nextDouble() < failing) {
      after(
          random.nextInt(10), () -> ended(message, new Outcome.Failed("status-5xx", retryAfter())));
    } else {
      deliveries.add(new Sent(message.getCursor(), message.getTransaction()));
      after(random.nextInt(10), () -> ended(message, new Outcome.Delivered()));
    }
  }

  private Optional<Duration> retryAfter() {
    return random.nextInt(10) == 0 ? Optional.of(Duration.ofSeconds(2)) : Optional.empty();
  }

  private void ended(PushMessage message, Outcome outcome) {
    inFlight--;
    act(lane.ended(message.getCursor(), outcome, now));
  }

  private void write(Changes changes) {
    changes.parked().forEach(row -> rows.put(row.message().getCursor(), row));
    changes.delivered().forEach(rows::remove);
    changes.dead().forEach(letter -> giveUp(letter.message().getCursor()));
    if (changes.gone()) {
      List.copyOf(rows.keySet()).forEach(this::giveUp);
    }
    record =
        new LaneRecord(
            changes.mark(),
            changes.above(),
            record.gone() || changes.gone(),
            Backlog.empty(),
            order);
    act(lane.written(now));
  }

  private void giveUp(long cursor) {
    rows.remove(cursor);
    dead.add(cursor);
  }

  private void load(LaneAction.Load load) {
    List<Changes.Parked> due = new ArrayList<>();
    Set<String> blocked = new HashSet<>();
    Optional<Instant> next = Optional.empty();
    for (Changes.Parked row : rows.values()) {
      String behind = order == DeliveryOrder.STRICT ? "" : row.message().getTransaction();
      if (row.due().isAfter(now)) {
        next = Optional.of(next.filter(at -> at.isBefore(row.due())).orElse(row.due()));
        blocked.add(behind);
      } else if (due.size() < load.limit()
          && (order == DeliveryOrder.PARALLEL || !blocked.contains(behind))) {
        due.add(row);
      }
    }
    act(
        lane.loaded(
            new LoadedRows(due, next, load.probe() ? Optional.of(counted()) : Optional.empty()),
            now));
  }

  void endpointDead(boolean dead) {
    deadEndpoint = dead;
  }

  void endpointGone() {
    goneEndpoint = true;
  }

  Set<Long> deliveredCursors() {
    Set<Long> cursors = new TreeSet<>();
    deliveries.forEach(sent -> cursors.add(sent.cursor()));
    return cursors;
  }

  List<Sent> firstDeliveries() {
    Set<Long> seen = new HashSet<>();
    return deliveries.stream().filter(sent -> seen.add(sent.cursor())).toList();
  }

  int repeats() {
    return deliveries.size() - deliveredCursors().size();
  }

  int journalled() {
    return journal.size();
  }

  Set<Long> deadLetters() {
    return dead;
  }

  int settled() {
    return settled.size();
  }

  int unsettledInMemory() {
    return lane.inMemory();
  }

  int crashes() {
    return crashes;
  }

  int attempts() {
    return attempts;
  }

  int highestInFlight() {
    return highestInFlight;
  }
}
