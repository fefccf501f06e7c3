/** What is minted, and what is exchanged for what. */
@NullMarked
package ocelli.authz.issue;

import org.jspecify.annotations.NullMarked;
