package ocelli.client.images;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Digests;
import ocelli.client.http.Call;
import ocelli.client.http.PathSegment;
import ocelli.client.json.Messages;
import ocelli.client.json.UnreadableException;
import ocelli.client.token.Authorised;

/** The images of one transaction. */
public final class Images {
  private final Authorised server;
  private final String path;
  private final OptionalInt of;

  /**
   * @param transaction 1 to 128 of {@code [A-Za-z0-9._~-]}
   * @param of how many images the transaction has, where that is known
   */
  public Images(Authorised server, String transaction, OptionalInt of) {
    this.server = server;
    this.path = "/images/" + PathSegment.encoded(transaction);
    this.of = of;
  }

  /** Sends one; completes when Ocelli has it for good. */
  public CompletableFuture<Acknowledgement> send(byte[] image, String idempotencyKey) {
    Call call = call(idempotencyKey).body("application/octet-stream", image);
    return server.exchange(call).thenApply(answer -> acknowledged(answer, image));
  }

  /** Says that there are no more. */
  public CompletableFuture<Void> complete() {
    return server.exchange(Call.of("POST", path + "/complete")).thenAccept(accepted -> {});
  }

  /** The answer to several at once: a line each. */
  CompletableFuture<String> send(Multipart body, String idempotencyKey) {
    return server.exchange(call(idempotencyKey).body(body.mediaType(), body.publisher()));
  }

  /** Reads an acknowledgement, which must be of these bytes. */
  static Acknowledgement acknowledged(String json, byte[] image) {
    Acknowledgement answer = Messages.acknowledgement(json);
    String sent = Digests.sha256(image);
    if (!answer.sha256().equalsIgnoreCase(sent)) {
      throw new UnreadableException("the sha256 that was sent, " + sent, json);
    }
    return answer;
  }

  private Call call(String idempotencyKey) {
    String count = of.isPresent() ? "?of=" + of.getAsInt() : "";
    return Call.of("POST", path + count).header("Idempotency-Key", idempotencyKey);
  }
}
