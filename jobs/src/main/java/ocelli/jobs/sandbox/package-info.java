/**
 * What decodes somebody else's bytes, each time in a process of its own with a small heap and a
 * short time: a hostile file may cost that process its life, and nobody else anything.
 */
@NullMarked
package ocelli.jobs.sandbox;

import org.jspecify.annotations.NullMarked;
