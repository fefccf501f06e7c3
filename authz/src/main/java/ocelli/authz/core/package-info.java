/**
 * The rules of registration that need nothing but the JDK: secrets and their hashes, webhook
 * addresses, orders of delivery.
 *
 * <p>A client's secret exists in clear only in the answer that made it.
 */
@NullMarked
package ocelli.authz.core;

import org.jspecify.annotations.NullMarked;
