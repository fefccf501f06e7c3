/**
 * The door for images: authorises, sniffs, publishes to ingest-1 and announces on vision-1, and
 * says 200 when the broker has both. What it acknowledged is not lost; what it cannot take it
 * refuses at once.
 */
@NullMarked
package ocelli.ingestion;

import org.jspecify.annotations.NullMarked;
