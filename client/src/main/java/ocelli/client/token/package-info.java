/**
 * Where a call's bearer token comes from: given, or earned with a client's id and secret and
 * renewed before it expires. A token is never logged nor put into an exception.
 */
@NullMarked
package ocelli.client.token;

import org.jspecify.annotations.NullMarked;
