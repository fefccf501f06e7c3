package ocelli.ingestion.kafka;

/**
 * The broker did not acknowledge. What was sent may still arrive: it is only not acknowledged.
 * Without a stack trace, for a thousand requests at once end by it.
 */
public final class BrokerUnavailable extends RuntimeException {
  BrokerUnavailable(String message) {
    super(message, null, false, false);
  }
}
