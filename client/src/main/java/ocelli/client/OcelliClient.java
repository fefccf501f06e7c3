package ocelli.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import ocelli.client.core.Acknowledgement;
import ocelli.client.firehose.FirehoseListener;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import ocelli.client.http.Awaited;
import ocelli.client.http.Pauses;
import ocelli.client.http.Retries;
import ocelli.client.http.Transport;
import ocelli.client.images.Batch;
import ocelli.client.images.BatchListener;
import ocelli.client.images.Images;
import ocelli.client.registry.ClientRegistry;
import ocelli.client.token.Authorised;
import ocelli.client.token.Credentials;
import ocelli.client.token.RenewedTokens;
import ocelli.client.token.TokenEndpoint;
import ocelli.client.token.TokenSource;

/** A client of one Ocelli under one identity. Safe for several threads; hold one for long. */
public final class OcelliClient {
  private final Transport transport;
  private final Authorised server;
  private final TokenSource tokens;
  private final Retries retries;

  private OcelliClient(Transport transport, TokenSource tokens, Retries retries) {
    this.transport = transport;
    this.server = new Authorised(transport, tokens);
    this.tokens = tokens;
    this.retries = retries;
  }

  /** A client that renews its tokens by its id and secret. */
  public static OcelliClient of(ClientSettings settings, Credentials credentials) {
    return of(settings, credentials, Optional.empty());
  }

  /**
   * The same with narrowed rights.
   *
   * @param scope claims separated by spaces; empty for all that were granted
   */
  public static OcelliClient of(
      ClientSettings settings, Credentials credentials, Optional<String> scope) {
    Retries retries = realRetries(settings);
    Transport transport = transport(settings, retries);
    TokenEndpoint endpoint = new TokenEndpoint(transport, credentials, scope);
    TokenSource tokens = new RenewedTokens(endpoint::issue, retries.clock(), retries.random());
    return new OcelliClient(transport, tokens, retries);
  }

  /** A client with one token, for as long as that lives. */
  public static OcelliClient of(ClientSettings settings, String token) {
    Retries retries = realRetries(settings);
    return new OcelliClient(transport(settings, retries), TokenSource.given(token), retries);
  }

  /** The same client with one token for as long as that lives: it shares the connections. */
  public OcelliClient withToken(String token) {
    return new OcelliClient(transport, TokenSource.given(token), retries);
  }

  /**
   * Sends an image; returns when Ocelli has it for good. Blocks: see {@link #sendAsync}.
   *
   * @throws ocelli.client.http.ProblemException when Ocelli refuses the image
   * @throws ocelli.client.http.UnreachableException when nobody answers for too long
   */
  public Acknowledgement send(
      String transaction, byte[] image, OptionalInt of, String idempotencyKey) {
    return Awaited.of(sendAsync(transaction, image, of, idempotencyKey));
  }

  /** Sends an image under a key of its own. */
  public Acknowledgement send(String transaction, byte[] image) {
    return send(transaction, image, OptionalInt.empty(), UUID.randomUUID().toString());
  }

  /**
   * Sends an image; completes when Ocelli has it for good, or with a {@link
   * ocelli.client.http.ProblemException} when it refuses the image, or with an {@link
   * ocelli.client.http.UnreachableException} when nobody answers for too long.
   *
   * @param transaction 1 to 128 of {@code [A-Za-z0-9._~-]}
   * @param of how many images the transaction has, where that is known
   * @param idempotencyKey the same key again is the same image: send again with it after a crash
   */
  public CompletableFuture<Acknowledgement> sendAsync(
      String transaction, byte[] image, OptionalInt of, String idempotencyKey) {
    return new Images(server, transaction, of).send(image, idempotencyKey);
  }

  /**
   * Sends many images of one transaction in few requests. Completes when the listener has heard of
   * each; fails as {@link #sendAsync} does, and may then be repeated with the same key.
   *
   * @param images in order; their arrays must not change meanwhile
   */
  public CompletableFuture<Void> sendAll(
      String transaction,
      List<byte[]> images,
      OptionalInt of,
      String idempotencyKey,
      BatchListener listener) {
    Images ofTransaction = new Images(server, transaction, of);
    return new Batch(ofTransaction, images, idempotencyKey, listener).send();
  }

  /** Says that a transaction gets no more images. */
  public void complete(String transaction) {
    Awaited.of(completeAsync(transaction));
  }

  /** The same without blocking. */
  public CompletableFuture<Void> completeAsync(String transaction) {
    return new Images(server, transaction, OptionalInt.empty()).complete();
  }

  /** The firehose from a place on; call {@code run} on a thread of your own. */
  public FirehoseReader firehose(FirehoseOptions options, FirehoseListener listener) {
    return new FirehoseReader(server, options, listener, retries);
  }

  /** The registry of clients, for an operator's token. */
  public ClientRegistry clients() {
    return new ClientRegistry(server);
  }

  /** The token that calls carry now. */
  public String token() {
    return Awaited.of(tokens.token());
  }

  private static Retries realRetries(ClientSettings settings) {
    RandomGenerator random = new SecureRandom();
    return new Retries(
        settings.retries(), Clock.systemUTC(), random, Pauses.real(), settings.retryListener());
  }

  private static Transport transport(ClientSettings settings, Retries retries) {
    return new Transport(
        settings.base(), settings.connectTimeout(), settings.callTimeout(), retries);
  }
}
