package ocelli.authz.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which order a client's webhooks are sent. */
public enum DeliveryOrder {
  /** Messages of one transaction one after the other; the default. */
  PER_TRANSACTION,
  /** All messages one after the other. */
  STRICT,
  /** As they come. */
  PARALLEL;

  /** The order of that name; empty where there is none. */
  public static Optional<DeliveryOrder> parse(String text) {
    return Arrays.stream(values()).filter(order -> order.toString().equals(text)).findFirst();
  }

  /** As claims and the command line say it: {@code per-transaction}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
