/**
 * Mints tokens: signs, and seals what is for services' eyes only.
 *
 * <p>Only a process whose key source has the private keys can use it; tests mint with keys in
 * memory. What must never break: a token that is minted here is accepted by {@code
 * ocelli.authz.verify}, and none other is.
 */
@NullMarked
package ocelli.authz.issue;

import org.jspecify.annotations.NullMarked;
