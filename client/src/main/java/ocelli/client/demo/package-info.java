/**
 * The demo: starts an Ocelli in a fresh folder (or takes a given one), sends the sample images as
 * three transactions, shows each result as it comes by webhook and by firehose, and judges the
 * whole.
 *
 * <p>It is a client like any other: HTTP only. One thread sends and tells; the webhook receiver and
 * the firehose reader only put arrivals into a queue. What was expected, what is missing and
 * whether the promises were kept are pure functions of what was sent and what came.
 */
@NullMarked
package ocelli.client.demo;

import org.jspecify.annotations.NullMarked;
