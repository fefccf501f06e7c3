/**
 * Both topics as one stream: judged, read, gathered, noted, and only then committed. Beside it a
 * look from time to time at how far that stream is.
 */
@NullMarked
package ocelli.ledger.kafka;

import org.jspecify.annotations.NullMarked;
