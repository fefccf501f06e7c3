/** The entries in the service's own database. */
@NullMarked
package ocelli.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
