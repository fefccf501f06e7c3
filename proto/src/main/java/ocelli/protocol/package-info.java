/**
 * What every service must agree on beside the message definitions: ids, keys, the cursor, how an
 * envelope is read and checked, and the one rendering of a message to the JSON that clients get.
 *
 * <p>Everything here is a pure function. Two services that read the same record come to the same
 * answer, whatever their version of the rest; a change here changes what clients already stored.
 */
@NullMarked
package ocelli.protocol;

import org.jspecify.annotations.NullMarked;
