/**
 * People at browsers: who signed in with a client's credentials holds a cookie, and the cookie
 * stands for an authorisation token of that client.
 *
 * <p>The database knows a session by the hash of its id, and the client's secret only sealed with a
 * key that is made of the id: whoever reads the table can neither enter nor learn a secret.
 */
@NullMarked
package ocelli.jobs.session;

import org.jspecify.annotations.NullMarked;
