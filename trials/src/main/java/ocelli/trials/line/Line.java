package ocelli.trials.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * Listens on loopback and carries each connection to the one who is meant. Two threads a
 * connection: a trial has some hundreds. Thread-safe.
 */
public final class Line implements AutoCloseable {
  private static final int BACKLOG = 256; // a service that starts opens all its connections at once

  private final String name;
  private final End end;
  private final ServerSocket door;
  private final Mood mood;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /** Where on loopback the one listens who is meant. */
  @FunctionalInterface
  public interface End {
    /** Asked anew for each connection: it may not be there yet, or elsewhere by now. */
    int port() throws IOException;
  }

  private Line(String name, End end, ServerSocket door, RandomGenerator random) {
    this.name = name;
    this.end = end;
    this.door = door;
    this.mood = new Mood(random);
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "line-" + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A line in no trouble, on a free port. */
  public static Line to(String name, End end, RandomGenerator random) throws IOException {
    ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Line line = new Line(name, end, door, random);
    line.threads.execute(line::listen);
    return line;
  }

  /** Where it is called. */
  public int port() {
    return door.getLocalPort();
  }

  /** From now on it is in that trouble, for the connections that are there, too. */
  public void be(Trouble trouble) {
    mood.be(trouble);
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        threads.execute(() -> connect(caller));
      } catch (IOException | RejectedExecutionException e) {
        if (!door.isClosed()) {
          System.err.println("line " + name + ": " + e);
        }
      }
    }
  }

  private void connect(Socket caller) {
    Socket called = new Socket();
    Connection connection = new Connection(caller, called, mood);
    connections.add(connection);
    try {
      called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), end.port()));
      if (!door.isClosed()) {
        threads.execute(() -> connection.carry(true));
        connection.carry(false);
      }
    } catch (IOException | RejectedExecutionException e) {
      connection.reset(); // nobody is there: what a caller hears of a port where none listens
    } finally {
      connection.awaitEnd();
      connections.remove(connection);
    }
  }

  /** Ends all that it carries. */
  @Override
  public void close() throws IOException {
    door.close();
    connections.forEach(Connection::reset);
    threads.shutdownNow();
  }
}
