/**
 * What push says became of webhooks: asked in the client's name, over HTTP. Where it does not
 * answer, nothing is known, and the rest of an answer does not suffer.
 */
@NullMarked
package ocelli.ledger.push;

import org.jspecify.annotations.NullMarked;
