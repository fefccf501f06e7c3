package ocelli.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
  private static final String SECRET = "hunter2-hunter2";
  private static final String PLAIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule";

  @TempDir Path folder;

  @Test
  void from_nothing_isPlain() {
    assertThat(properties("", "").values()).isEmpty();
    assertThat(properties("", "").protocol()).isEqualTo("PLAINTEXT");
  }

  @Test
  void from_settingsAndFile_theFileWins() {
    ClientProperties both =
        properties(
            """
            client.dns.lookup = resolve_canonical_bootstrap_servers_only
            "connections.max.idle.ms" = 1000
            """,
            "connections.max.idle.ms=2000\nsend.buffer.bytes = -1\n");
    assertThat(both.values())
        .containsEntry("client.dns.lookup", "resolve_canonical_bootstrap_servers_only")
        .containsEntry("connections.max.idle.ms", "2000")
        .containsEntry("send.buffer.bytes", "-1");
  }

  /** Each of what the services set, and of what they promise by its default. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "acks",
        "enable.idempotence",
        "isolation.level",
        "auto.offset.reset",
        "enable.auto.commit",
        "key.serializer",
        "value.deserializer",
        "max.poll.interval.ms",
        "max.poll.records",
        "max.in.flight.requests.per.connection",
        "max.request.size",
        "buffer.memory",
        "max.block.ms",
        "delivery.timeout.ms",
        "request.timeout.ms",
        "session.timeout.ms",
        "heartbeat.interval.ms",
        "partitioner.class",
        "interceptor.classes",
        "retries",
        "group.id",
        "transactional.id",
        "allow.auto.create.topics",
        "bootstrap.servers",
        "config.providers"
      })
  void from_whatTheServicesPromiseBy_isRefusedByName(String name) {
    assertThatThrownBy(() -> properties("\"" + name + "\" = " + SECRET, ""))
        .hasMessageStartingWith("ocelli.kafka.client: " + name + " is not to be set")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> properties("", name + "=" + SECRET))
        .hasMessageStartingWith("ocelli.kafka.client-file ")
        .hasMessageContaining(name + " is not to be set")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void from_unknownProperty_isNamed_withoutItsValue() {
    assertThatThrownBy(() -> properties("", "ssl.truststore.pasword=" + SECRET))
        .hasMessageContaining("know no property ssl.truststore.pasword")
        .hasMessageNotContaining(SECRET);
  }

  /** Without the backslashes, each line of a key reads as a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.keystore.key=-----BEGIN PRIVATE KEY-----\nhunter2hunter2\n",
        "ssl.keystore.key=-----BEGIN PRIVATE KEY-----\nMIIhunter2/hunter2+AA==\n",
        "sasl.jaas.config=X required username=\"us\"\n  password=\"hunter2-hunter2\";\n"
      })
  void from_brokenLines_areNotShown(String file) {
    assertThatThrownBy(() -> properties("", file))
        .hasMessageContaining("a line is not NAME=VALUE")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void from_fileThatCannotBeRead_isNamed() throws Exception {
    assertThatThrownBy(() -> ClientProperties.from(kafka("", "/nowhere/client.properties")))
        .hasMessage("ocelli.kafka.client-file: there is no file /nowhere/client.properties");
    assertThatThrownBy(() -> ClientProperties.from(kafka("", folder.toString())))
        .hasMessage("ocelli.kafka.client-file: cannot read " + folder);
    assertThatThrownBy(() -> properties("", "ssl.provider=\\u12"))
        .hasMessageContaining("is no Java properties file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sasl.mechanism=PLAIN | sasl.mechanism: with security.protocol PLAINTEXT nobody",
        "security.protocol=TLS | security.protocol",
        "send.buffer.bytes=many | send.buffer.bytes",
        "ssl.protocol=TLSv1.3 | ssl.protocol: with security.protocol PLAINTEXT",
        "sasl.mechanism=PLAIN | sasl.mechanism: with security.protocol PLAINTEXT",
        "security.protocol=SASL_SSL | sasl.jaas.config: is not set",
      })
  void from_whatCannotWork_isNamed(String file, String named) {
    assertThatThrownBy(() -> properties("", file))
        .hasMessageStartingWith("ocelli.kafka.client")
        .hasMessageContaining(named);
  }

  /** A backslash too many, and the next line is in the value. */
  @Test
  void from_valueThatSwallowedTheNext_isNotShown() {
    String file = "security.protocol=SASL_SSL\\\nsasl.jaas.config=password: " + SECRET + "\n";
    assertThatThrownBy(() -> properties("", file))
        .hasMessageContaining("security.protocol: not its value: String must be one of")
        .hasMessageNotContaining(SECRET);
    String store = "ssl.truststore.location=/a\\\nssl.truststore.password=" + SECRET + "\n";
    assertThatThrownBy(() -> properties("", store))
        .hasMessageContaining("ssl.truststore.location: there is no readable file")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void protocol_inAnyCase() {
    assertThat(properties("", "security.protocol=ssl").protocol()).isEqualTo("SSL");
  }

  @Test
  void from_truststore_absentOrWithAnotherPassword_isNamed() throws Exception {
    assertThatThrownBy(() -> properties("", store("truststore", "/nowhere/trust.p12", SECRET)))
        .hasMessage(
            "ocelli.kafka.client: ssl.truststore.location: there is no readable file"
                + " /nowhere/trust.p12");
    Path trust = emptyStore("right");
    assertThatThrownBy(() -> properties("", store("truststore", trust.toString(), SECRET)))
        .hasMessageContaining("ssl.truststore.password")
        .hasMessageContaining("ntegrity check") // of the store, by its password
        .hasMessageNotContaining(SECRET);
    assertThat(properties("", store("truststore", trust.toString(), "right")).protocol())
        .isEqualTo("SSL");
  }

  @Test
  void from_keystoreOrPem_wrong_isNamed_withoutContent() throws Exception {
    Path keys = emptyStore("right");
    assertThatThrownBy(() -> properties("", store("keystore", keys.toString(), SECRET)))
        .hasMessageContaining("ssl.keystore.location")
        .hasMessageContaining("ntegrity check") // of the store, by its password
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(
            () ->
                properties(
                    "",
                    "security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.certificates="
                        + SECRET))
        .hasMessageContaining("ssl.truststore.certificates")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN_MODULE + " required username=\"us\" password=\"hunter2-hunter2\"",
        PLAIN_MODULE + " required username=us password=\"hunter2\"-hunter2;",
        PLAIN_MODULE + " required username=us hunter2-hunter2;",
        "no.such.Module required username=us password=hunter2;",
        "no.such.Module required username=\"us\" password=\"hunter2-hunter2\";",
        "hunter2-hunter2"
      })
  void from_wrongLogIn_isNamed_withoutContent(String jaas) {
    assertThatThrownBy(
            () ->
                properties(
                    "",
                    "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + jaas))
        .hasMessageContaining("sasl.jaas.config")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void toString_namesOnly() {
    String jaas = PLAIN_MODULE + " required username=\"us\" password=\"" + SECRET + "\";";
    ClientProperties properties =
        properties(
            "", "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=" + jaas);
    assertThat(properties.values()).containsEntry("sasl.jaas.config", jaas);
    assertThat(new KafkaConnection("broker:9092", properties).toString())
        .contains("sasl.jaas.config")
        .doesNotContain(SECRET);
  }

  private ClientProperties properties(String settings, String file) {
    try {
      Path written = Files.writeString(folder.resolve("client.properties"), file);
      return ClientProperties.from(kafka(settings, file.isEmpty() ? "" : written.toString()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Config kafka(String settings, String file) {
    return ConfigFactory.parseString("client {" + settings + "}\nclient-file = \"" + file + "\"")
        .withFallback(ConfigFactory.load().getConfig("ocelli.kafka"));
  }

  private static String store(String kind, String file, String password) {
    return "security.protocol=SSL\nssl.%1$s.type=PKCS12\nssl.%1$s.location=%2$s\nssl.%1$s.password=%3$s\n"
        .formatted(kind, file, password);
  }

  private Path emptyStore(String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Path file = folder.resolve("store.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }
}
