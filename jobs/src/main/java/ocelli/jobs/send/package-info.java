/**
 * The sending side: workers take jobs, fetch and draw, and send the images to ingestion under the
 * owners' narrowed tokens; one reader of the firehose gathers what comes back. Everything is done
 * under ids that a repetition shares, so that a process may end at any point and another goes on.
 */
@NullMarked
package ocelli.jobs.send;

import org.jspecify.annotations.NullMarked;
