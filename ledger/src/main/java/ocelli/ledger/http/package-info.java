/**
 * Where an image is, for its owner on the public port; what is unaccounted for, for operators on
 * theirs.
 */
@NullMarked
package ocelli.ledger.http;

import org.jspecify.annotations.NullMarked;
