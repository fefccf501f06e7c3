package ocelli.links.netty;

import static java.util.concurrent.TimeUnit.SECONDS;

import akka.Done;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.links.http.Visiting;

/** The port for visits alone, open. */
public final class RedirectDoor {
  private static final int BACKLOG = 1024; // of a burst of new connections; nginx takes 511
  private static final long STOP_SECONDS = 5; // for answers under way, as at the public port

  private final Channel server;
  private final EventLoopGroup loops;
  private final Connections connections;
  private final CompletableFuture<Done> unbound = new CompletableFuture<>();

  private RedirectDoor(Channel server, EventLoopGroup loops, Connections connections) {
    this.server = server;
    this.loops = loops;
    this.connections = connections;
  }

  /**
   * Opens it. Blocking: for start-up.
   *
   * @param settings with a port
   * @param visiting for visits by GET
   * @param routes for all else; their answers have strict entities
   * @param mostBodyBytes that a request may bring
   * @throws IllegalStateException where another process has the port
   */
  public static RedirectDoor open(
      RedirectSettings settings,
      Visiting visiting,
      Function<HttpRequest, CompletionStage<HttpResponse>> routes,
      int mostBodyBytes,
      Clock clock) {
    Connections connections = new Connections(settings, visiting, routes, mostBodyBytes, clock);
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory("links-redirect", true),
            NioIoHandler.newFactory());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true) // who has asked may hang up
            .childHandler(connections)
            .bind(settings.host(), settings.port().orElseThrow())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops
          .shutdownGracefully(0, STOP_SECONDS, SECONDS)
          .awaitUninterruptibly(STOP_SECONDS, SECONDS);
      throw taken(settings, bound.cause());
    }
    return new RedirectDoor(bound.channel(), loops, connections);
  }

  private static IllegalStateException taken(RedirectSettings settings, Throwable cause) {
    return new IllegalStateException(
        "cannot listen on "
            + settings.host()
            + ":"
            + settings.port().orElseThrow()
            + " ("
            + cause.getMessage()
            + "): choose another ocelli.links.redirect.port, 0 for any that is free",
        cause);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.count();
  }

  /** Takes no new connection. */
  public CompletionStage<Done> unbind() {
    if (server.isOpen()) {
      server.close().addListener(done -> unbound.complete(Done.getInstance()));
    }
    return unbound;
  }

  /** Ends connections after the answer under way, and then itself. */
  public CompletionStage<Done> close() {
    CompletableFuture<Done> answered = new CompletableFuture<>();
    connections.stop().addListener(all -> answered.complete(Done.getInstance()));
    return unbind()
        .thenCompose(done -> answered.completeOnTimeout(Done.getInstance(), STOP_SECONDS, SECONDS))
        .thenCompose(done -> ended());
  }

  private CompletionStage<Done> ended() {
    CompletableFuture<Done> ended = new CompletableFuture<>();
    loops
        .shutdownGracefully(0, STOP_SECONDS, SECONDS)
        .addListener(all -> ended.complete(Done.getInstance()));
    return ended;
  }
}
