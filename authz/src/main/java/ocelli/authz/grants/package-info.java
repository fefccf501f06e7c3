/**
 * What clients may do: grants as registered, checked, narrowed by a scope, and reduced while the
 * registry is out of reach.
 *
 * <p>Pure functions over JSON values. What must never break: narrowing and degrading only take
 * away.
 */
@NullMarked
package ocelli.authz.grants;

import org.jspecify.annotations.NullMarked;
