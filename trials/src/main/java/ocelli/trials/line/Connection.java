package ocelli.trials.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** One connection of a line: two sockets, and the bytes between them. */
final class Connection {
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final Socket caller;
  private final Socket called;
  private final Mood mood;
  private final CountDownLatch ended = new CountDownLatch(1);

  Connection(Socket caller, Socket called, Mood mood) {
    this.caller = caller;
    this.called = called;
    this.mood = mood;
  }

  /** One way of it. */
  private record Way(Connection connection, boolean isAnswer, Socket to)
      implements Trouble.Passage {
    @Override
    public void write(byte[] bytes) throws IOException {
      to.getOutputStream().write(bytes);
    }

    @Override
    public void reset() throws IOException {
      connection.reset();
      throw new IOException("reset by the line");
    }

    @Override
    public void awaitOther(Trouble trouble) throws InterruptedException {
      connection.mood.awaitOther(trouble);
    }

    @Override
    public double random() {
      return connection.mood.random();
    }
  }

  /** Carries one way until its end is heard; blocking. */
  void carry(boolean answer) {
    Socket from = answer ? called : caller;
    Way way = new Way(this, answer, answer ? caller : called);
    try {
      from.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[MOST_AT_ONCE];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        mood.now().pass(way, Arrays.copyOf(buffer, count));
      }
      if (mood.now() instanceof Trouble.HalfOpen silence) {
        way.awaitOther(silence); // nobody hears that one has gone, either
      }
      way.to().shutdownOutput();
      if (answer) {
        ended.countDown(); // who asked hears no more: what it still says is in vain
      }
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  /** A RST to both ends. */
  void reset() {
    abort(caller);
    abort(called);
    ended.countDown();
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // close() sends a RST then, and nothing that still waits
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  /** Blocks until nothing comes of it any more, then frees its sockets. */
  void awaitEnd() {
    try {
      ended.await();
      caller.close();
      called.close();
    } catch (InterruptedException e) {
      reset();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      reset();
    }
  }
}
