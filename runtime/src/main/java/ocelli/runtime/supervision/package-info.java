/**
 * Recovery close to the fault first (requirements 001-73, 001-74): a failed actor is restarted up
 * to three times in three seconds; then its owner starts it anew or stops with it; where the owner
 * is the process, the process drains what it can and ends with a code other than 0, and whoever
 * supervises processes starts it again. Dependencies that are away are no fault: who needs them
 * waits with back-off, for as long as it takes, and health says so.
 */
@NullMarked
package ocelli.runtime.supervision;

import org.jspecify.annotations.NullMarked;
