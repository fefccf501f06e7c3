/** Both roles over HTTP with a real database. */
@NullMarked
package ocelli.authz;

import org.jspecify.annotations.NullMarked;
