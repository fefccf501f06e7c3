/**
 * A real Kafka broker and a real PostgreSQL as parts of one process: for the all-in-one and for
 * tests. Data lives in a folder and survives restarts; what an unclean end left behind (a running
 * postmaster) is found by its pid file and stopped. Nothing here weakens durability: fsync stays
 * on.
 */
@NullMarked
package ocelli.embedded;

import org.jspecify.annotations.NullMarked;
