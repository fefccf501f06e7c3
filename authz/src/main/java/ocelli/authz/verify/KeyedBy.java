package ocelli.authz.verify;

/** What the key of a topic's records is made of. */
public enum KeyedBy {
  /** Client and transaction: ingest-1, vision-1. */
  TRANSACTION,
  /** The client: delivery-1. */
  CLIENT
}
