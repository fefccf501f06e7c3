/**
 * What authorisation keeps on disk beside its keys: the signed snapshot of all grants, from which
 * it issues while its database is gone.
 *
 * <p>The snapshot is replaced in one step, and believed only when its signature holds and it is at
 * most a day old.
 */
@NullMarked
package ocelli.authz.file;

import org.jspecify.annotations.NullMarked;
