package ocelli.client.firehose;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What to read, from where, how fast.
 *
 * @param from a cursor (messages after it; -1 is before all), "earliest", "latest", or a time in
 *     ISO 8601
 * @param maxRate messages per second at most
 * @param types only these message types; empty for all
 * @param transactions only these transactions; empty for all
 * @param repeats whether messages whose id came before are handed on too
 */
public record FirehoseOptions(
    String from,
    OptionalDouble maxRate,
    List<String> types,
    List<String> transactions,
    boolean repeats) {

  public FirehoseOptions {
    types = List.copyOf(types);
    transactions = List.copyOf(transactions);
  }

  /** Everything from a place on, each message once. */
  public static FirehoseOptions from(String from) {
    return new FirehoseOptions(from, OptionalDouble.empty(), List.of(), List.of(), false);
  }

  /** Whether the server leaves messages out. */
  public boolean isFiltered() {
    return !types.isEmpty() || !transactions.isEmpty();
  }

  /** The cursor that {@link #from} is; empty for a word or a time. */
  public OptionalLong cursor() {
    return from.matches("-?[0-9]{1,16}")
        ? OptionalLong.of(Long.parseLong(from))
        : OptionalLong.empty();
  }
}
