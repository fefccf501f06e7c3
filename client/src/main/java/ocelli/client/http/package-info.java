/**
 * Requests over HTTP/1.1 with a time-out on every one, and repeated with back-off while the failure
 * is a passing one. Everything that is sent here may be sent twice: images carry an
 * Idempotency-Key.
 */
@NullMarked
package ocelli.client.http;

import org.jspecify.annotations.NullMarked;
