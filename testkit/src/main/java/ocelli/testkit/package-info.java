/**
 * What tests of every module share: a real broker and database, a node of one, generators of
 * messages from their descriptors, and the rules of the house as ArchUnit conditions.
 */
@NullMarked
package ocelli.testkit;

import org.jspecify.annotations.NullMarked;
