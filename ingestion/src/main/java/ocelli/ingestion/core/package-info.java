/**
 * What ingestion decides without touching the outside: what an image's bytes are by their header
 * alone, which tasks will look at it, how many bytes may wait at a time, and how long a new image
 * would wait to be seen. Pure functions and counters; nothing here decodes, and nothing here throws
 * for bytes that a client sent.
 */
@NullMarked
package ocelli.ingestion.core;

import org.jspecify.annotations.NullMarked;
