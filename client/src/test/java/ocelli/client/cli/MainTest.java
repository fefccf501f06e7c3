package ocelli.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.client.Lines;
import ocelli.client.Peer;
import ocelli.client.PretendOcelli;
import ocelli.client.TestTime;
import ocelli.client.core.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MainTest {
  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private final StringWriter results = new StringWriter();
  private final StringWriter words = new StringWriter();

  @Test
  void token_goodSecret_printsTheTokenAlone() {
    try (PretendOcelli ocelli = pretend()) {
      int status =
          run("token", "--url", ocelli.url().toString(), "--client", "demo", "--secret", "secret");
      assertThat(status).as(words.toString()).isZero();
      assertThat(results).hasToString("good\n");
      assertThat(ocelli.peer().asked("/authz/token").get(0).body())
          .isEqualTo(
              "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                  + "&subject_token=authentication"
                  + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token");
    }
  }

  @Test
  void token_wrongSecret_saysWhatToDo() {
    try (PretendOcelli ocelli = pretend()) {
      variables.put("OCELLI_URL", ocelli.url().toString());
      variables.put("OCELLI_CLIENT", "demo");
      variables.put("OCELLI_SECRET", "wrong");
      assertThat(run("token")).isEqualTo(1);
      assertThat(words.toString())
          .contains("401 invalid_client: Unknown client")
          .contains("Id or secret is wrong")
          .doesNotContain("wrong\n")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void token_nobodyNamed_saysWhatIsMissing() {
    assertThat(run("token")).isEqualTo(2);
    assertThat(words.toString()).contains("--client and --secret").contains("client add");
  }

  @Test
  void send_files_printsAnAcknowledgementEach() throws Exception {
    Path one = Files.write(folder.resolve("one.png"), new byte[] {1, 2, 3});
    Path two = Files.write(folder.resolve("two.png"), new byte[] {4, 5});
    try (Peer peer = Peer.answering(MainTest::acknowledge)) {
      variables.put("OCELLI_URL", peer.url().toString());
      variables.put("OCELLI_TOKEN", "given");
      int status = run("send", "--transaction", "t 1", "--of", "2", one.toString(), two.toString());
      assertThat(status).as(words.toString()).isZero();
      assertThat(results.toString().lines()).hasSize(2);
      assertThat(words.toString()).contains("1/2 one.png is in").contains("2 of 2 images accepted");
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
    try (Peer peer = Peer.answering(MainTest::acknowledge)) {
      int status =
          run(
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
      assertThat(results.toString().lines()).hasSize(1);
      assertThat(words.toString())
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
          run(
              "send",
              "--url",
              peer.url().toString(),
              "--token",
              "x",
              "--transaction",
              "t",
              file.toString());
      assertThat(status).isEqualTo(1);
      assertThat(words.toString())
          .contains("403 missing-claim: This needs ingest-1.*")
          .contains("claim: ingest-1.*")
          .contains("client add NAME --grant CLAIM");
    }
  }

  @Test
  void send_noSuchFile_isBadUsage() {
    assertThat(run("send", "--token", "x", "--transaction", "t", "absent.png")).isEqualTo(2);
    assertThat(words.toString()).contains("cannot read absent.png");
  }

  @Test
  void firehose_printsLinesAsTheyAre() {
    String line = Lines.line("id-1", 7, OptionalLong.empty(), "t");
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 200, line + "\n"))) {
      int status =
          run(
              "firehose",
              "--url",
              peer.url().toString(),
              "--token",
              "x",
              "--from",
              "3",
              "--max-rate",
              "2.5",
              "--type",
              "codes.v1m0.Codes",
              "--count",
              "1");
      assertThat(status).as(words.toString()).isZero();
      assertThat(results).hasToString(line + "\n");
      assertThat(peer.asked().get(0).body())
          .isEqualTo(
              "{\"from\":3,\"max_rate\":2.5,\"filters\":{\"types\":[\"codes.v1m0.Codes\"]}}");
    }
  }

  @Test
  void clientAdd_onAFolder_usesTheOperatorsFile() throws Exception {
    try (PretendOcelli ocelli = pretend()) {
      Files.writeString(
          folder.resolve("operator.json"),
          "{\"url\":\"" + ocelli.url() + "\",\"token\":\"" + PretendOcelli.OPERATOR + "\"}");
      int status =
          run(
              "client",
              "add",
              "shop",
              "--data",
              folder.toString(),
              "--push",
              "https://a.example/",
              "--order",
              "strict",
              "--grant",
              "ocr-*",
              "--grant",
              "faceextract-1.*={\"identity\": true}");
      assertThat(status).as(words.toString()).isZero();
      assertThat(results.toString()).contains("\"webhook_secret\":\"whsec_");
      assertThat(ocelli.peer().asked().get(0).body())
          .contains(
              "{\"client_id\":\"shop\",\"push_url\":\"https://a.example/\",\"order\":\"strict\"")
          .contains("\"ocr-*\":true")
          .contains("\"faceextract-1.*\":{\"identity\":true}");
    }
  }

  @Test
  void clientAdd_noOcelliOnTheFolder_saysHowToStartOne() {
    assertThat(run("client", "add", "shop", "--data", folder.toString())).isEqualTo(2);
    assertThat(words.toString()).contains("no Ocelli runs on").contains("ocelli up --data");
  }

  @Test
  void clientAdd_badGrant_saysSo() {
    assertThat(run("client", "add", "shop", "--grant", "ocr-*={bad")).isEqualTo(2);
    assertThat(words.toString()).contains("what follows = must be JSON");
  }

  @Test
  void demo_withoutAnOcelliToStart_saysHow() {
    assertThat(run("demo")).isEqualTo(1);
    assertThat(words.toString()).contains("./ocelli demo");
  }

  @Test
  void help_isThereForEveryCommand() {
    for (String command : new String[] {"token", "send", "firehose", "listen", "client", "demo"}) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(run("client", "add", "--help")).isZero();
    assertThat(run()).isEqualTo(2);
  }

  private static PretendOcelli pretend() {
    return new PretendOcelli(image -> Map.of(), lines -> lines);
  }

  private static void acknowledge(com.sun.net.httpserver.HttpExchange exchange, Peer.Asked asked)
      throws java.io.IOException {
    if (asked.body().startsWith("<")) {
      Peer.answer(
          exchange, 415, "{\"code\":\"unsupported-image\",\"detail\":\"HTML is no image\"}");
      return;
    }
    byte[] body = asked.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Peer.answer(
        exchange,
        200,
        "{\"transaction\":\"t\",\"image\":\"i\",\"sha256\":\""
            + Digests.sha256(body)
            + "\",\"bytes\":"
            + body.length
            + ",\"width\":1,\"height\":1}");
  }

  private int run(String... arguments) {
    return Main.commands(new Surroundings(variables, TestTime.start(), false))
        .setOut(new PrintWriter(results))
        .setErr(new PrintWriter(words))
        .execute(arguments);
  }
}
