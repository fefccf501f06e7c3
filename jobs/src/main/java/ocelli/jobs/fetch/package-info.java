/**
 * Fetches what a URL names, from servers that somebody else chose: only public addresses, checked
 * when the connection is made, bounded in size, time and redirects. Whatever goes wrong has a
 * stable code, for the job's owner is the one who can mend it.
 */
@NullMarked
package ocelli.jobs.fetch;

import org.jspecify.annotations.NullMarked;
