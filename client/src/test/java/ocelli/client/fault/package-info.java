/**
 * The client against servers that break HTTP: busy, reset, silent, cut off, repeating, out of
 * order.
 */
package ocelli.client.fault;
