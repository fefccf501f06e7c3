/**
 * Every service in one process, with a broker and a database of its own: nothing to install, the
 * same code, topics and journals as when each service runs alone. Data lives in one folder and
 * survives restarts; ending goes in the reverse order of starting.
 */
@NullMarked
package ocelli.allinone;

import org.jspecify.annotations.NullMarked;
