package ocelli.firehose.http;

import ocelli.firehose.core.Filter;
import ocelli.firehose.core.From;

/**
 * What a client asks for.
 *
 * @param from where to start
 * @param maxRate messages a second; positive infinity where it sets none
 * @param maxBytesRate bytes a second; positive infinity where it sets none
 * @param filter what it wants to see
 */
record Opening(From from, double maxRate, double maxBytesRate, Filter filter) {}
