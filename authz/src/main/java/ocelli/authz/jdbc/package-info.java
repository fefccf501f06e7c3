/**
 * The two registries in PostgreSQL, each in its own schema: secrets for authentication, grants for
 * authorisation. Neither reads the other's.
 */
@NullMarked
package ocelli.authz.jdbc;

import org.jspecify.annotations.NullMarked;
