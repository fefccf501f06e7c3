/**
 * {@code GET /status}: what is degraded now, what that costs, and since when. It is fed by the
 * health checks, of this process or of all that it keeps, and tells everybody only their names and
 * words of ours: what a check says in detail is for operators.
 */
@NullMarked
package ocelli.allinone.status;

import org.jspecify.annotations.NullMarked;
