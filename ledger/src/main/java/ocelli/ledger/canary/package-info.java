/**
 * A client of Ocelli like any other, which sends an image now and then and waits for what comes of
 * it, and where it is told to, a constant light load. Off until it is given credentials.
 */
@NullMarked
package ocelli.ledger.canary;

import org.jspecify.annotations.NullMarked;
