/**
 * The jobs' own database. The table of jobs is the queue: rows are taken with SKIP LOCKED and held
 * by leases; every change of a job is announced in the transaction that makes it, so that watchers
 * on all nodes hear of what is durable and of nothing else.
 */
@NullMarked
package ocelli.jobs.jdbc;

import org.jspecify.annotations.NullMarked;
