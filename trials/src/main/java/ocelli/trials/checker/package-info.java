/**
 * Judges a trial after it has ended, from what its clients wrote down and nothing else: what was
 * sent and answered, what came by webhook and by firehose, and which faults were made when. Each of
 * the eight invariants is a class that says what breaks it. Pure: it reads no clock, file or
 * network, so the same log gets the same verdict for ever.
 */
@NullMarked
package ocelli.trials.checker;

import org.jspecify.annotations.NullMarked;
