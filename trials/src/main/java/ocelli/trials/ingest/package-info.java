/**
 * How many images a second ingestion acknowledges, beside what Kafka's own producer benchmark
 * reaches on the same broker in the same run.
 */
@NullMarked
package ocelli.trials.ingest;

import org.jspecify.annotations.NullMarked;
