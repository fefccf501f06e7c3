/**
 * The library by which every service verifies tokens and records; nothing of it needs authz to run.
 *
 * <p>Data flows from a {@link ocelli.authz.verify.KeySource} through the {@link
 * ocelli.authz.verify.TokenVerifier} into {@link ocelli.authz.verify.Claims}; the {@link
 * ocelli.authz.verify.RecordGate} does the same for a record of a topic. What must never break: no
 * input throws, and the same record gets the same judgement in every service at every time.
 */
@NullMarked
package ocelli.authz.verify;

import org.jspecify.annotations.NullMarked;
