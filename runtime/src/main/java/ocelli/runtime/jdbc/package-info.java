/**
 * A service's own database: a small pool, migrations at start, and statements run on threads that
 * wait for this database only.
 */
@NullMarked
package ocelli.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
