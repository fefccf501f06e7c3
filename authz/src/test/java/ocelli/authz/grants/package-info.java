/** Narrowing and degrading only take away. */
@NullMarked
package ocelli.authz.grants;

import org.jspecify.annotations.NullMarked;
