/**
 * The asynchronous OCR service: a URL or an upload becomes a job, a job becomes a result.
 *
 * <p>The web side writes a row and answers 202; the sending side takes rows, fetches, sends the
 * images to ingestion under the owner's narrowed claims, and gathers what the firehose brings. The
 * table of jobs is the queue between them, so each restarts, lags and scales alone. No accepted job
 * is lost: it ends with a result or with a cause.
 */
@NullMarked
package ocelli.jobs;

import org.jspecify.annotations.NullMarked;
