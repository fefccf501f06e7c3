package ocelli.trials.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final int BYTES = 32 << 20;

  @Test
  void directAndLive_ofAnotherProcess_countBuffersOutsideItsHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('0');
      long before = Memory.direct(process.pid());
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(process.getInputStream().read()).isEqualTo('1');
      assertThat(Memory.direct(process.pid()) - before).isEqualTo(BYTES);
      assertThat(Memory.live(process.pid())).as("its objects").isBetween(1L, (long) BYTES);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Takes a direct buffer when it is told to, and holds it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      List<ByteBuffer> held = new ArrayList<>();
      for (int step = 0; step < 3; step++) {
        System.out.print(held.size());
        System.out.flush();
        System.in.read();
        held.add(ByteBuffer.allocateDirect(BYTES));
      }
    }
  }

  @Test
  void unsent_oneReadsNothing_itsConnectionAlone() throws Exception {
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Socket deaf = connected(server);
        SocketChannel toDeaf = server.accept();
        Socket reading = connected(server);
        SocketChannel toReading = server.accept()) {
      toDeaf.configureBlocking(false);
      ByteBuffer much = ByteBuffer.allocate(BYTES);
      while (toDeaf.write(much) > 0) {
        // until the kernel takes no more
      }
      toReading.write(ByteBuffer.allocate(1));
      assertThat(reading.getInputStream().read()).isZero();
      assertThat(awaitOne(server.socket().getLocalPort())).isPositive();
      assertThat(deaf.isConnected()).isTrue();
    }
  }

  /** The acknowledgement of what was read may be on its way. */
  private static long awaitOne(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    long[] unsent = Memory.unsent(port);
    while (unsent.length != 1) {
      assertThat(System.nanoTime()).as("%d connections", unsent.length).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
      unsent = Memory.unsent(port);
    }
    return unsent[0];
  }

  private static Socket connected(ServerSocketChannel server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(server.getLocalAddress());
    return socket;
  }
}
