package ocelli.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import ocelli.client.Lines;
import ocelli.client.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SendCommandTest {
  @TempDir Path folder;

  private final Console console = new Console();

  @Test
  void send_files_printsAnAcknowledgementEach() throws Exception {
    Path one = Files.write(folder.resolve("one.png"), new byte[] {1, 2, 3});
    Path two = Files.write(folder.resolve("two.png"), new byte[] {4, 5});
    try (Peer peer = Peer.answering(SendCommandTest::acknowledge)) {
      console.variables.put("OCELLI_URL", peer.url().toString());
      console.variables.put("OCELLI_TOKEN", "given");
      int status =
          console.run("send", "--transaction", "t 1", "--of", "2", one.toString(), two.toString());
      assertThat(status).as(console.words.toString()).isZero();
      assertThat(console.results.toString().lines()).hasSize(2);
      assertThat(console.words.toString())
          .contains("1/2 one.png is in")
          .contains("2 of 2 images accepted");
      assertThat(peer.asked()).extracting(Peer.Asked::path).containsOnly("/images/t%201?of=2");
      assertThat(peer.asked())
          .extracting(asked -> asked.header("Authorization"))
          .containsOnly("Bearer given");
      assertThat(peer.asked())
          .extracting(asked -> asked.header("Idempotency-Key"))
          .doesNotHaveDuplicates()
          .allMatch(key -> key.matches("[0-9a-f]{40}"));
    }
  }

  @Test
  void send_oneRefused_sendsTheOthersAndFails() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.png"), "<html>");
    Path good = Files.write(folder.resolve("good.png"), new byte[] {4, 5});
    try (Peer peer = Peer.answering(SendCommandTest::acknowledge)) {
      int status =
          console.run(
              "send",
              "--url",
              peer.url().toString(),
              "--token",
              "x",
              "--transaction",
              "t",
              bad.toString(),
              good.toString());
      assertThat(status).isEqualTo(1);
      assertThat(console.results.toString().lines()).hasSize(1);
      assertThat(console.words.toString())
          .contains("bad.png was refused: 415 unsupported-image: HTML is no image")
          .contains("1 of 2 images accepted");
    }
  }

  @Test
  void send_claimMissing_saysWhichAndWhatToDo() throws Exception {
    Path file = Files.write(folder.resolve("a.png"), new byte[] {1});
    String problem =
        "{\"status\":403,\"code\":\"missing-claim\",\"detail\":\"This needs ingest-1.*\",\"claim\":\"ingest-1.*\"}";
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 403, problem))) {
      int status =
          console.run(
              "send",
              "--url",
              peer.url().toString(),
              "--token",
              "x",
              "--transaction",
              "t",
              file.toString());
      assertThat(status).isEqualTo(1);
      assertThat(console.words.toString())
          .contains("403 missing-claim: This needs ingest-1.*")
          .contains("claim: ingest-1.*")
          .contains("client add NAME --grant CLAIM");
    }
  }

  @Test
  void send_noSuchFile_isBadUsage() {
    assertThat(console.run("send", "--token", "x", "--transaction", "t", "absent.png"))
        .isEqualTo(2);
    assertThat(console.words.toString()).contains("there is no file absent.png; nothing was sent");
  }

  @Test
  void send_folder_sendsWhatIsCalledAnImageByName() throws Exception {
    Files.write(folder.resolve("b.JPG"), new byte[] {1});
    Files.write(folder.resolve("a.png"), new byte[] {2});
    Files.writeString(folder.resolve("notes.txt"), "not an image");
    Files.writeString(folder.resolve(".hidden.png"), "not meant");
    Files.createDirectory(folder.resolve("more.png"));
    try (Peer peer = Peer.answering(SendCommandTest::acknowledge)) {
      int status = send(peer, folder);
      assertThat(status).as(console.words.toString()).isZero();
      assertThat(peer.asked()).extracting(Peer.Asked::body).containsExactly("\u0002", "\u0001");
      assertThat(console.words.toString())
          .contains("left out, for they are not called images: 2")
          .contains("2 of 2 images accepted");
    }
  }

  @Test
  void send_folderWithoutImages_isBadUsage() {
    assertThat(console.run("send", "--token", "x", "--transaction", "t", folder.toString()))
        .isEqualTo(2);
    assertThat(console.words.toString()).contains("no images in the folder");
  }

  @Test
  void send_manyFiles_areAllAcknowledged() throws Exception {
    for (int i = 0; i < 150; i++) {
      Files.writeString(folder.resolve(String.format("%04d.png", i)), "image " + i);
    }
    try (Peer peer = Peer.answering(SendCommandTest::acknowledge)) {
      assertThat(send(peer, folder)).isZero();
      assertThat(console.results.toString().lines()).hasSize(150);
      assertThat(peer.asked()).hasSize(150);
      assertThat(console.words.toString()).contains("150/150 0149.png is in");
    }
  }

  @Test
  void send_serverGoesAway_saysHowToGoOn() throws Exception {
    Files.write(folder.resolve("a.png"), new byte[] {1});
    Files.write(folder.resolve("b.png"), new byte[] {2});
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> {
              if (asked.body().equals("\u0001")) {
                acknowledge(exchange, asked);
              } else {
                Peer.answer(exchange, 401, "{\"code\":\"token-expired\"}");
              }
            })) {
      assertThat(send(peer, folder)).isEqualTo(1);
      assertThat(console.words.toString())
          .contains("1 of 2 images accepted")
          .contains("The same command again goes on")
          .contains("get one with `./ocelli token`");
    }
  }

  private static void acknowledge(com.sun.net.httpserver.HttpExchange exchange, Peer.Asked asked)
      throws java.io.IOException {
    if (asked.body().startsWith("<")) {
      Peer.answer(
          exchange, 415, "{\"code\":\"unsupported-image\",\"detail\":\"HTML is no image\"}");
      return;
    }
    byte[] body = asked.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Peer.answer(exchange, 200, Lines.acknowledgement("t", "i", body));
  }

  private int send(Peer peer, Path path) {
    return console.run(
        "send",
        "--url",
        peer.url().toString(),
        "--token",
        "x",
        "--transaction",
        "t",
        path.toString());
  }
}
