/** What every door asks. */
@NullMarked
package ocelli.authz.door;

import org.jspecify.annotations.NullMarked;
