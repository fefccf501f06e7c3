package ocelli.runtime.egress;

import akka.http.javadsl.ClientTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Resolves a name when the connection is made and refuses addresses that the rules refuse. */
public final class EgressGuard {
  private final AddressRules rules;
  private final Resolver resolver;
  private final Executor blocking;

  /** Name resolution; tests give their own. */
  @FunctionalInterface
  public interface Resolver {
    /** All addresses of a name. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** The destination is not allowed: no connection was made. */
  public static final class EgressRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unknownName;

    EgressRefused(String message, boolean unknownName) {
      super(message);
      this.unknownName = unknownName;
    }

    /** Whether the name has no address at all, rather than one that is refused. */
    public boolean unknownName() {
      return unknownName;
    }
  }

  /**
   * @param blocking runs name resolution, which blocks
   */
  public EgressGuard(AddressRules rules, Resolver resolver, Executor blocking) {
    this.rules = rules;
    this.resolver = resolver;
    this.blocking = blocking;
  }

  /** The transport that every guarded HTTP client uses. */
  public ClientTransport transport() {
    return ClientTransport.withCustomResolver(
        (host, port) -> resolve(host, (Integer) port)); // a Scala Int, seen as Object;
  }

  private CompletionStage<InetSocketAddress> resolve(String host, int port) {
    return CompletableFuture.supplyAsync(() -> checked(host, port), blocking);
  }

  private InetSocketAddress checked(String host, int port) {
    try {
      InetAddress[] addresses = resolver.resolve(host);
      for (InetAddress address : addresses) {
        Optional<String> refusal = rules.refusal(address);
        if (refusal.isPresent()) {
          throw new EgressRefused("egress to " + host + " refused: " + refusal.get(), false);
        }
      }
      return new InetSocketAddress(addresses[0], port);
    } catch (UnknownHostException e) {
      throw new EgressRefused("egress to " + host + " refused: the name has no address", true);
    }
  }
}
