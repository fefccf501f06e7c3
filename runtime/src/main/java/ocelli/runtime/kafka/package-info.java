/**
 * The broker as every service uses it: consumers that never jump (no automatic offset reset),
 * producers that wait for all in-sync replicas, topics that must be as planned, and the quarantine
 * for what cannot be read.
 */
@NullMarked
package ocelli.runtime.kafka;

import org.jspecify.annotations.NullMarked;
