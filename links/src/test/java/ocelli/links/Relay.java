package ocelli.links;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP relay to a port of this machine that can be cut, and later lead to another port. */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final Set<Socket> through = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean open = true;

  private Relay(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  static Relay to(int target) {
    try {
      Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      daemon(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  void cut() {
    open = false;
    through.forEach(Relay::end);
    through.clear();
  }

  void mendTo(int port) {
    target = port;
    open = true;
  }

  @Override
  public void close() {
    cut();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        if (open) {
          relay(near);
        } else {
          end(near);
        }
      } catch (IOException e) {
        cutWhereClosed();
      }
    }
  }

  private void cutWhereClosed() {
    if (listening.isClosed()) {
      cut();
    }
  }

  private void relay(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      through.add(near);
      through.add(far);
      daemon(() -> copy(near, far));
      daemon(() -> copy(far, near));
    } catch (IOException e) {
      end(near); // nobody there
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
