/**
 * What every door of the product asks of a request: a token that holds, that was not revoked, and
 * the claim.
 *
 * <p>Data flows from the topic {@code revocations-1} into {@link ocelli.authz.door.Revocations},
 * which the {@link ocelli.authz.door.BearerDoor} asks; a {@link ocelli.authz.door.ClaimDoor} asks
 * for one claim more. What must never break: a revocation closes doors and stops sending; it never
 * decides whether a record is journalled.
 */
@NullMarked
package ocelli.authz.door;

import org.jspecify.annotations.NullMarked;
