/**
 * Images on their way to Ocelli, one in a request or many. Each carries a key, so that sending
 * again is the same image again, and each answer is compared with what was sent before anybody
 * hears of it.
 */
@NullMarked
package ocelli.client.images;

import org.jspecify.annotations.NullMarked;
