package ocelli.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.client.Lines;
import ocelli.client.Peer;
import ocelli.client.PretendOcelli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MainTest {
  @TempDir Path folder;

  private final Console console = new Console();

  @Test
  void token_goodSecret_printsTheTokenAlone() {
    try (PretendOcelli ocelli = pretend()) {
      int status =
          console.run(
              "token", "--url", ocelli.url().toString(), "--client", "demo", "--secret", "secret");
      assertThat(status).as(console.words.toString()).isZero();
      assertThat(console.results).hasToString("good\n");
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
      console.variables.put("OCELLI_URL", ocelli.url().toString());
      console.variables.put("OCELLI_CLIENT", "demo");
      console.variables.put("OCELLI_SECRET", "wrong");
      assertThat(console.run("token")).isEqualTo(1);
      assertThat(console.words.toString())
          .contains("401 invalid_client: Unknown client")
          .contains("Id or secret is wrong")
          .doesNotContain("wrong\n")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void token_nobodyNamed_saysWhatIsMissing() {
    assertThat(console.run("token")).isEqualTo(2);
    assertThat(console.words.toString()).contains("--client and --secret").contains("client add");
  }

  @Test
  void token_thatIsNone_isNotRepeated() {
    assertThat(console.run("firehose", "--token", "a secret\nword")).isEqualTo(2);
    assertThat(console.words.toString()).contains("that is no token").doesNotContain("secret");
  }

  @Test
  void listen_badPortHostOrSecret_isBadUsage() {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assertThat(console.run("listen", "--port", "80999", "--secret", secret)).isEqualTo(2);
    assertThat(console.run("listen", "--port", "0", "--secret", "!")).isEqualTo(2);
    assertThat(
            console.run("listen", "--port", "0", "--host", "no.such.invalid", "--secret", secret))
        .isEqualTo(2);
    assertThat(console.words.toString()).contains("--port: 0 to 65535").doesNotContain("\tat ");
  }

  @Test
  void demo_elsewhereNobody_saysSoSoon() throws Exception {
    int port;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(console.run("demo", "--url", "http://127.0.0.1:" + port, "--token", "x"))
        .isEqualTo(3);
    assertThat(console.words.toString()).contains("nobody answers there");
  }

  @Test
  void firehose_printsLinesAsTheyAre() {
    String line = Lines.line("id-1", 7, OptionalLong.empty(), "t");
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 200, line + "\n"))) {
      int status =
          console.run(
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
      assertThat(status).as(console.words.toString()).isZero();
      assertThat(console.results).hasToString(line + "\n");
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
          console.run(
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
      assertThat(status).as(console.words.toString()).isZero();
      assertThat(console.results.toString()).contains("\"webhook_secret\":\"whsec_");
      assertThat(ocelli.peer().asked().get(0).body())
          .contains(
              "{\"client_id\":\"shop\",\"push_url\":\"https://a.example/\",\"order\":\"strict\"")
          .contains("\"ocr-*\":true")
          .contains("\"faceextract-1.*\":{\"identity\":true}");
    }
  }

  @Test
  void clientAdd_noOcelliOnTheFolder_saysHowToStartOne() {
    assertThat(console.run("client", "add", "shop", "--data", folder.toString())).isEqualTo(2);
    assertThat(console.words.toString()).contains("no Ocelli runs on").contains("ocelli up --data");
  }

  @Test
  void clientAdd_badGrant_saysSo() {
    assertThat(console.run("client", "add", "shop", "--grant", "ocr-*={bad")).isEqualTo(2);
    assertThat(console.words.toString()).contains("what follows = must be JSON");
  }

  @Test
  void clientRotate_asksForWhatItsOptionsSay() {
    assertThat(rotated()).isEqualTo("/authz/clients/shop/rotate");
    assertThat(rotated("--revoke")).isEqualTo("/authz/clients/shop/rotate?revoke=true");
    assertThat(rotated("--webhook")).isEqualTo("/authz/clients/shop/rotate-webhook");
  }

  private String rotated(String... options) {
    String answer = "{\"client_id\":\"shop\",\"client_secret\":\"new\"}";
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 200, answer))) {
      List<String> words =
          new ArrayList<>(
              List.of("client", "rotate", "shop", "--url", peer.url().toString(), "--token", "x"));
      words.addAll(List.of(options));
      assertThat(console.run(words.toArray(String[]::new))).as("%s", console.words).isZero();
      assertThat(console.results.toString()).endsWith(answer + "\n");
      return peer.asked().get(0).path();
    }
  }

  @Test
  void clientRotate_webhookAndRevoke_isBadUsage() {
    assertThat(console.run("client", "rotate", "shop", "--webhook", "--revoke")).isEqualTo(2);
    assertThat(console.words.toString()).contains("--revoke is for the client's own secret");
  }

  @Test
  void demo_withoutAnOcelliToStart_saysHow() {
    assertThat(console.run("demo")).isEqualTo(1);
    assertThat(console.words.toString()).contains("./ocelli demo");
  }

  @Test
  void help_isThereForEveryCommand() {
    for (String command : new String[] {"token", "send", "firehose", "listen", "client", "demo"}) {
      assertThat(console.run(command, "--help")).as(command).isZero();
    }
    assertThat(console.run("client", "add", "--help")).isZero();
    assertThat(console.run()).isEqualTo(2);
  }

  private static PretendOcelli pretend() {
    return new PretendOcelli(image -> Map.of(), lines -> lines);
  }
}
