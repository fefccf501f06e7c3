/**
 * Draws the pages of a PDF, in a process of its own: a hostile one may cost that process its memory
 * and its time, and nobody else anything.
 */
@NullMarked
package ocelli.jobs.pdf;

import org.jspecify.annotations.NullMarked;
