/**
 * A service's own database: a small pool, migrations at start, and statements run on a dispatcher
 * that may block.
 */
@NullMarked
package ocelli.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
