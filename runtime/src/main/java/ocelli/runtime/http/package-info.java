/**
 * How every service answers over HTTP when it refuses: RFC 9457 problems with stable codes, and a
 * rejection and exception handler that turns what the framework refuses into them.
 */
@NullMarked
package ocelli.runtime.http;

import org.jspecify.annotations.NullMarked;
