/**
 * The completeness ledger: every image that was acknowledged, against the answers that its tasks
 * owe on vision-1 and delivery-1.
 *
 * <p>To understand it, start at {@link ocelli.ledger.Ledger}: {@code kafka} reads both topics and
 * says what each record shows, {@code jdbc} adds it to the image's entry, {@code core} knows what
 * an entry still lacks. What must never break: an entry only grows, in whatever order and however
 * often records come; a position is committed after the entries; and nothing counts as lost that
 * the ledger has not yet read.
 */
@NullMarked
package ocelli.ledger;

import org.jspecify.annotations.NullMarked;
