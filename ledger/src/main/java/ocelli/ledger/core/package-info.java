/**
 * What an entry is, what it lacks, and up to when everything has been read. Pure: nothing outside
 * is touched.
 */
@NullMarked
package ocelli.ledger.core;

import org.jspecify.annotations.NullMarked;
