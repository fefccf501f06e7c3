/**
 * The operator's side: clients are registered, listed, given new secrets and revoked over HTTP with
 * an operator's token. Secrets are shown once, in the answer that made them, and kept nowhere here.
 */
@NullMarked
package ocelli.client.registry;

import org.jspecify.annotations.NullMarked;
