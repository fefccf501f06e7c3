/**
 * What comes over the wire as JSON, read into the records of core. Bad JSON is an answer that makes
 * no sense, never a crash: it ends in {@link ocelli.client.json.UnreadableException}.
 */
@NullMarked
package ocelli.client.json;

import org.jspecify.annotations.NullMarked;
