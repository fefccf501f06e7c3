/** Whose requests they are. */
@NullMarked
package ocelli.authz.http;

import org.jspecify.annotations.NullMarked;
