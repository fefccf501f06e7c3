package ocelli.client.webhook;

/** Gets webhooks, on several threads at once. */
public interface WebhookListener {
  /** A verified one. When this returns it is acknowledged; when it throws, it will come again. */
  void onWebhook(Webhook webhook);

  /** One that was refused, with the reason. */
  default void onRefused(String reason) {}
}
