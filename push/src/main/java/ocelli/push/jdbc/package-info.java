/**
 * Push's own tables beside its journal: the views' offset store, the lanes' marks, the retry store
 * and the dead letters. Each method is one transaction; written twice, it is the same as once.
 */
@NullMarked
package ocelli.push.jdbc;

import org.jspecify.annotations.NullMarked;
