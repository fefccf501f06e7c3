package ocelli.allinone;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ServerBinding;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Ports that this process listens on, and the words for one that is taken. */
final class Listening {
  private static final long PATIENCE_SECONDS = 10; // binding takes milliseconds

  private Listening() {}

  /**
   * Looks early, before a broker and a database are started in vain.
   *
   * @param setting that names the port, for the message
   * @throws BindException where another process has the port
   */
  static void requireFree(String host, int port, String setting) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw taken(host + ":" + port, setting, e);
    }
  }

  /** Waits until a server listens. */
  static ServerBinding await(CompletionStage<ServerBinding> binding, String place, String setting)
      throws Exception {
    try {
      return binding.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw taken(place, setting, e.getCause() == null ? e : e.getCause());
    }
  }

  /** {@code http://host:port}; where it listens on all addresses, by the loopback one. */
  static String address(ServerBinding binding) {
    return address(binding.localAddress());
  }

  /** The same of a socket. */
  static String address(InetSocketAddress socket) {
    InetAddress host = socket.getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    return "http://" + name + ":" + socket.getPort();
  }

  /** Where a setting of host and port leads. */
  static String place(ActorSystem<?> system, String path) {
    var config = system.settings().config();
    return config.getString(path + ".host") + ":" + config.getInt(path + ".port");
  }

  private static BindException taken(String place, String setting, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    BindException taken =
        new BindException(
            "cannot listen on "
                + place
                + " ("
                + root.getMessage()
                + "): choose another "
                + setting
                + ", 0 for any that is free");
    taken.addSuppressed(cause);
    return taken;
  }
}
