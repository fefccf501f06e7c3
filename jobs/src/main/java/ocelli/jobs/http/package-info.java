/**
 * The door of the jobs: requests become rows, rows become answers, changes become events. Every
 * answer is about the token's own jobs; what is another's is not there.
 */
@NullMarked
package ocelli.jobs.http;

import org.jspecify.annotations.NullMarked;
