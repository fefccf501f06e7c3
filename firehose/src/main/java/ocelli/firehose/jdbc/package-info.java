/**
 * The journal: messages partitioned by log time, each client's last cursor, the writers' positions.
 * A batch, the cursors and the position it ends at are one transaction; a position that somebody
 * else moved rolls all of it back.
 */
@NullMarked
package ocelli.firehose.jdbc;

import org.jspecify.annotations.NullMarked;
