package ocelli.allinone;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster whose nodes are named. Akka lets the first named one found a new cluster when
 * no other answers in time; started again behind a cut line it would found a second one, and two
 * clusters never become one again. So it founds only while more than half of the named answer.
 */
final class Founding {
  private static final Logger LOG = LoggerFactory.getLogger(Founding.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int PATIENCE_MILLIS = 2_000; // with a connection: TCP's second try is at 1 s

  private final ActorSystem<?> system;
  private final List<Address> named;
  private final String source;
  private boolean waits; // of one look after the other

  private Founding(ActorSystem<?> system, List<Address> named, String source) {
    this.system = system;
    this.named = named;
    this.source = source;
  }

  /**
   * Joins, or waits for the others and joins then.
   *
   * @param named all nodes, {@code akka://system@host:port}, the same list for each
   * @param source this node's address toward the others; empty for any
   */
  static void join(ActorSystem<?> system, List<String> named, String source) {
    List<Address> addresses = named.stream().map(AddressFromURIString::parse).toList();
    Founding founding = new Founding(system, addresses, source);
    if (addresses.get(0).equals(Cluster.get(system).selfMember().address())) {
      founding.later(Duration.ZERO);
    } else {
      founding.join();
    }
  }

  private void later(Duration pause) {
    system
        .scheduler()
        .scheduleOnce(
            pause, this::look, system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private void look() {
    if (moreThanHalf(named, this::answers)) {
      join();
      return;
    }
    if (!waits) {
      LOG.warn("no cluster yet: it takes more than half of {} to answer", named);
      waits = true;
    }
    later(LOOK);
  }

  private void join() {
    Cluster.get(system).manager().tell(new JoinSeedNodes(named));
  }

  /** Whether more than half of the named answer, the first of whom asks and counts itself. */
  static boolean moreThanHalf(List<Address> named, Predicate<Address> answers) {
    long there = 1 + named.subList(1, named.size()).parallelStream().filter(answers).count();
    return there * 2 > named.size();
  }

  private boolean answers(Address node) {
    return answers(source, node.getHost().get(), (int) node.getPort().get());
  }

  /** One that refuses a connection answers, too: its host is there, and it is no member. */
  static boolean answers(String source, String host, int port) {
    try (Socket socket = new Socket()) {
      if (!source.isEmpty()) {
        socket.bind(place(source, 0));
      }
      socket.connect(place(host, port), PATIENCE_MILLIS);
      return true;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetSocketAddress place(String host, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
  }
}
