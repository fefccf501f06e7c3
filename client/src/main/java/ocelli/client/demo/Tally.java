package ocelli.client.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.core.Message;

/**
 * What was sent and what came. Receivers put arrivals in from their threads; everything else is the
 * one thread's that sends and tells.
 */
final class Tally {
  private final Clock clock;
  private final BlockingQueue<Arrival> fresh = new LinkedBlockingQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  Tally(Clock clock) {
    this.clock = clock;
  }

  /** From any thread: a message came. */
  void arrived(Channel channel, Message message) {
    fresh.add(new Arrival(channel, message, clock.instant()));
  }

  /** From any thread: a webhook did not verify. */
  void refused() {
    refused.incrementAndGet();
  }

  void sent(Sent image) {
    sent.add(image);
  }

  /** The next arrival, counted; empty when none comes in time. */
  Optional<Arrival> next(Duration within) throws InterruptedException {
    Optional<Arrival> arrival =
        Optional.ofNullable(fresh.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    arrival.ifPresent(arrivals::add);
    return arrival;
  }

  int refusals() {
    return refused.get();
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  Expectation expectation() {
    return new Expectation(sent);
  }

  /** All messages that came by a channel, in order of arrival. */
  List<Message> all(Channel channel) {
    return arrivals.stream()
        .filter(arrival -> arrival.channel() == channel)
        .map(Arrival::message)
        .toList();
  }

  /** Those of our own transactions: the client may have others. */
  List<Message> ours(Channel channel) {
    return all(channel).stream().filter(message -> isOurs(message)).toList();
  }

  Optional<Sent> image(Message message) {
    return sent.stream()
        .filter(image -> message.image().equals(Optional.of(image.image())))
        .findFirst();
  }

  boolean isOurs(Message message) {
    return sent.stream().anyMatch(image -> image.transaction().equals(message.transaction()));
  }

  /** The story that a message's transaction tells. */
  String story(Message message) {
    return sent.stream()
        .filter(image -> image.transaction().equals(message.transaction()))
        .map(image -> image.sample().transaction())
        .findFirst()
        .orElse(message.transaction());
  }

  /** Since the image of a message, or the last of its transaction, began to be sent. */
  Duration latency(Arrival arrival) {
    Message message = arrival.message();
    Instant start =
        image(message).map(Sent::at).or(() -> lastOf(message.transaction())).orElse(arrival.at());
    return Duration.between(start, arrival.at());
  }

  /** How long each of our messages took by a channel, shortest first. */
  List<Duration> latencies(Channel channel) {
    return arrivals.stream()
        .filter(arrival -> arrival.channel() == channel && isOurs(arrival.message()))
        .map(this::latency)
        .sorted()
        .toList();
  }

  /** When the last result of an image came by a channel, since it began to be sent. */
  Optional<Duration> complete(Sent image, Channel channel) {
    return arrivals.stream()
        .filter(arrival -> arrival.channel() == channel)
        .filter(arrival -> arrival.message().image().equals(Optional.of(image.image())))
        .map(this::latency)
        .max(Comparator.naturalOrder());
  }

  private Optional<Instant> lastOf(String transaction) {
    return sent.stream()
        .filter(image -> image.transaction().equals(transaction))
        .map(Sent::at)
        .max(Comparator.naturalOrder());
  }
}
