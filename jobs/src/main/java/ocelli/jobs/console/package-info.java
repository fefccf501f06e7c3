/**
 * The pages: static files out of the jar, read once at start, compressed once, and served under a
 * path that names their content, so that browsers keep them for good and still see every new build.
 */
@NullMarked
package ocelli.jobs.console;

import org.jspecify.annotations.NullMarked;
