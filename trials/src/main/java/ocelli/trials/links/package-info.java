/**
 * How many short links a second are made and followed, by a load generator in another process
 * (wrk), beside nginx answering the same requests with one fixed redirect.
 */
@NullMarked
package ocelli.trials.links;

import org.jspecify.annotations.NullMarked;
