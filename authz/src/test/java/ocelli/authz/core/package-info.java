/** The rules of registration. */
@NullMarked
package ocelli.authz.core;

import org.jspecify.annotations.NullMarked;
