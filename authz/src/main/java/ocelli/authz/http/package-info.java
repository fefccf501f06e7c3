/**
 * The token routes as OAuth 2.0 has them, the public keys, and the operators' routes.
 *
 * <p>One class per resource, given functions. What must never break: a secret or token leaves only
 * in the answer to the one who may have it, and no answer is cached.
 */
@NullMarked
package ocelli.authz.http;

import org.jspecify.annotations.NullMarked;
