/** The snapshot is believed only when it is signed and fresh. */
@NullMarked
package ocelli.authz.file;

import org.jspecify.annotations.NullMarked;
