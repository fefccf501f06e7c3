/**
 * How authorisation tells every door what no longer counts: signed, into {@code revocations-1}.
 *
 * <p>A revocation is in the database before it is published, and marked as announced after the
 * broker acknowledged it, so none is lost and some come twice.
 */
@NullMarked
package ocelli.authz.kafka;

import org.jspecify.annotations.NullMarked;
