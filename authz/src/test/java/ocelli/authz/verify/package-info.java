/** How tokens are refused and records judged. */
@NullMarked
package ocelli.authz.verify;

import org.jspecify.annotations.NullMarked;
