/**
 * Tokens: who a client is (the role authn) and what it may do (the role authz). Each role runs
 * alone, with its own tables and keys.
 *
 * <p>{@code http} calls {@code issue}, which asks the stores in {@code jdbc} and mints; every other
 * service needs only {@code verify}. What must never break: nobody but authz can mint a token, and
 * authz issues while its database is gone.
 */
@NullMarked
package ocelli.authz;

import org.jspecify.annotations.NullMarked;
