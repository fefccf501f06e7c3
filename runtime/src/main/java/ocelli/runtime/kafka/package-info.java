/**
 * The broker as every service uses it: consumers that never jump (no automatic offset reset),
 * producers that wait for all in-sync replicas, topics that must be as planned, and the quarantine
 * for what cannot be read. Operators say by Kafka's own properties how the line is encrypted and
 * who comes ({@link ocelli.runtime.kafka.ClientProperties}).
 */
@NullMarked
package ocelli.runtime.kafka;

import org.jspecify.annotations.NullMarked;
