package ocelli.firehose.core;

import java.util.Set;

/**
 * What a client wants to see; an empty set lets everything through.
 *
 * @param types as clients see them: {@code ocr.v1m0.Text}
 * @param transactions as the client named them
 */
public record Filter(Set<String> types, Set<String> transactions) {
  /** Lets everything through. */
  public static final Filter NONE = new Filter(Set.of(), Set.of());

  public Filter {
    types = Set.copyOf(types);
    transactions = Set.copyOf(transactions);
  }

  /** Whether a message is shown. */
  public boolean shows(JournalRow row) {
    return (types.isEmpty() || types.contains(row.type()))
        && (transactions.isEmpty() || transactions.contains(row.transaction()));
  }
}
