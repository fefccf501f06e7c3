/**
 * The clients of a trial: they send at a fixed rate whatever the server does, so that its pauses
 * count, listen by endpoints and held firehose connections, and write down all that happens to
 * them. Nothing here knows how Ocelli is made; it is HTTP and files.
 */
@NullMarked
package ocelli.trials.load;

import org.jspecify.annotations.NullMarked;
