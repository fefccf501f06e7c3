/**
 * The receiving end of webhooks: is this message from Ocelli and fresh (Standard Webhooks 1.0), and
 * a small server that answers for a program that has none.
 *
 * <p>A message is acknowledged only after the listener took it: what it throws is answered 500, and
 * Ocelli sends again.
 */
@NullMarked
package ocelli.client.webhook;

import org.jspecify.annotations.NullMarked;
