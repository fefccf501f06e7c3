package ocelli.authz.core;

/**
 * Where a client's webhooks go.
 *
 * @param url https, or http in development
 * @param generation of the webhook secret, from 1
 * @param order of sending
 */
public record PushTarget(String url, int generation, DeliveryOrder order) {}
