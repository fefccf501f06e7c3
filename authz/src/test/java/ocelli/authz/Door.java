package ocelli.authz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP relay to a port of this machine that can be shut: connections break, new ones are dropped.
 */
final class Door implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> through = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  private Door(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  static Door to(int target) {
    try {
      Door door = new Door(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      daemon(door::accept);
      return door;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  void shut() {
    open = false;
    through.forEach(Door::end);
    through.clear();
  }

  void open() {
    open = true;
  }

  @Override
  public void close() {
    shut();
    try {
      listening.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        if (open) {
          relay(near);
        } else {
          end(near);
        }
      }
    } catch (IOException e) {
      shut(); // closed
    }
  }

  private void relay(Socket near) throws IOException {
    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
    through.add(near);
    through.add(far);
    daemon(() -> copy(near, far));
    daemon(() -> copy(far, near));
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
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "door");
    thread.setDaemon(true);
    thread.start();
  }
}
