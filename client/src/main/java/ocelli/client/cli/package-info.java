/**
 * The client's half of the command {@code ocelli}: words for people on stderr, results on stdout,
 * exit 0 only for success (1 refused or failed, 2 bad usage, 3 nobody answers).
 *
 * <p>Commands read their settings from options, then from OCELLI_URL, OCELLI_TOKEN, OCELLI_CLIENT
 * and OCELLI_SECRET; they hold no logic beside asking the library and printing what it says.
 */
@NullMarked
package ocelli.client.cli;

import org.jspecify.annotations.NullMarked;
