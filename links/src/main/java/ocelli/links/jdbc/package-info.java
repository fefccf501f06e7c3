/**
 * Links in their own database, and the line by which nodes hear of deletions (PostgreSQL's NOTIFY,
 * sent by the transaction that deletes).
 */
@NullMarked
package ocelli.links.jdbc;

import org.jspecify.annotations.NullMarked;
