/**
 * The door of the firehose: requests are checked and resolved to a start, answers are held open as
 * NDJSON or server-sent events. A reader sets the pace: nothing is read ahead of its demand but one
 * bounded page.
 */
@NullMarked
package ocelli.firehose.http;

import org.jspecify.annotations.NullMarked;
