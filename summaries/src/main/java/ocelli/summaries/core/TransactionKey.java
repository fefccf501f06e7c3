package ocelli.summaries.core;

import ocelli.summaries.journal.v1m0.Observed;

/**
 * Names a transaction among those of all clients.
 *
 * @param client who owns it
 * @param transaction what the client calls it
 */
public record TransactionKey(String client, String transaction) {
  static TransactionKey of(Observed observed) {
    return new TransactionKey(observed.getClient(), observed.getTransaction());
  }
}
