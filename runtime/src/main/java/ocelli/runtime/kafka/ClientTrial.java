package ocelli.runtime.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Loads what properties name, stores and log-ins, as a client would, before there is one: Kafka's
 * own words name files at most, and come late. Nothing is connected.
 */
final class ClientTrial {
  private static final String SETTING = "ocelli.kafka.client: ";
  private static final String PROTOCOL = AdminClientConfig.SECURITY_PROTOCOL_CONFIG;

  /** A value in a line of JAAS: {@code password="…"}; the last group is one without quotes. */
  private static final Pattern OPTION = Pattern.compile("=\\s*(?:([\"'])(.+?)\\1|([^\\s;\"']+))");

  private final ClientProperties properties;

  private ClientTrial(ClientProperties properties) {
    this.properties = properties;
  }

  /**
   * @throws IllegalArgumentException names the property that cannot work, and never a secret
   */
  static void of(ClientProperties properties) {
    ClientTrial trial = new ClientTrial(properties);
    trial.values();
    trial.files();
    trial.contradictions();
    String protocol = properties.protocol();
    if (protocol.endsWith("SSL")) {
      trial.stores("ssl.truststore.");
      trial.stores("ssl.keystore.", "ssl.key.");
    }
    trial.whole();
  }

  /** Each by itself, and not shown: with a backslash too many the next line is in it. */
  private void values() {
    properties
        .values()
        .forEach(
            (name, value) -> {
              try {
                AdminClientConfig.configDef().parse(Map.of(name, value));
              } catch (ConfigException e) {
                throw wrong(name, "not its value" + reason(e, name));
              }
            });
  }

  /** Kafka would log a trace of its own. */
  private void files() {
    properties
        .values()
        .forEach(
            (name, value) -> {
              if (name.endsWith(".location") && !Files.isReadable(Path.of(value))) {
                boolean alone = value.indexOf('=') < 0; // else it may hold the next line
                throw wrong(name, "there is no readable file" + (alone ? " " + value : ""));
              }
            });
  }

  private static String reason(ConfigException failure, String name) {
    String said = String.valueOf(failure.getMessage());
    String before = "for configuration " + name; // and before that the value
    int at = said.lastIndexOf(before);
    return at < 0 ? "" : said.substring(at + before.length());
  }

  /** Kafka passes over what its protocol does not use: a line that was meant to be safe is not. */
  private void contradictions() {
    String protocol = properties.protocol();
    if (!protocol.endsWith("SSL")) {
      refuse("ssl.", protocol, "nothing would be encrypted; say SSL or SASL_SSL");
    }
    if (!protocol.startsWith("SASL")) {
      refuse("sasl.", protocol, "nobody would be asked who comes; say SASL_SSL");
    } else if (!properties.values().containsKey(SaslConfigs.SASL_JAAS_CONFIG)
        && System.getProperty("java.security.auth.login.config") == null) {
      throw wrong(SaslConfigs.SASL_JAAS_CONFIG, "is not set, and " + protocol + " needs it");
    }
  }

  private void refuse(String prefix, String protocol, String consequence) {
    Map<String, String> some = properties.startingWith(prefix);
    if (!some.isEmpty()) {
      throw wrong(
          String.join(", ", some.keySet()),
          "with " + PROTOCOL + " " + protocol + " " + consequence);
    }
  }

  private void stores(String... prefixes) {
    Map<String, String> some = properties.startingWith(prefixes);
    if (some.isEmpty()) {
      return;
    }
    Map<String, String> alone = new LinkedHashMap<>(some);
    alone.put(PROTOCOL, "SSL");
    try {
      load(alone);
    } catch (KafkaException | IllegalArgumentException e) {
      throw wrong(String.join(", ", some.keySet()), words(e));
    }
  }

  /** Stores are good by now. What is left is the log-in. */
  private void whole() {
    try {
      load(properties.values());
    } catch (KafkaException | IllegalArgumentException e) {
      if (chain(e).anyMatch(LoginException.class::isInstance)
          || !properties.protocol().startsWith("SASL")) {
        String names = String.join(", ", properties.startingWith("sasl.", "security.").keySet());
        throw wrong(names, words(e));
      }
      // Kafka quotes the part that it does not understand, which may be a part of a password.
      throw wrong(
          SaslConfigs.SASL_JAAS_CONFIG + " or " + SaslConfigs.SASL_MECHANISM,
          "cannot be used: it reads LOGIN_MODULE required NAME=\"VALUE\" …; with the semicolon, and"
              + " the mechanism's own module");
    }
  }

  private static void load(Map<String, String> values) {
    AdminClientConfig config = new AdminClientConfig(new LinkedHashMap<>(values), false) {};
    ClientUtils.createChannelBuilder(config, Time.SYSTEM, new LogContext()).close();
  }

  private static IllegalArgumentException wrong(String names, String words) {
    return new IllegalArgumentException(SETTING + names + ": " + words);
  }

  private String words(Throwable failure) {
    String said =
        chain(failure)
            .map(cause -> cause.getMessage() == null ? cause.toString() : cause.getMessage())
            .distinct()
            .collect(Collectors.joining(": "));
    for (String secret : secrets()) {
      said = said.replace(secret, "[hidden]");
    }
    return said;
  }

  private Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    properties
        .values()
        .forEach(
            (name, value) -> {
              ConfigDef.ConfigKey key = AdminClientConfig.configDef().configKeys().get(name);
              if (key != null && key.type == ConfigDef.Type.PASSWORD && !value.isBlank()) {
                secrets.add(value);
                OPTION
                    .matcher(value)
                    .results()
                    .map(part -> part.group(2) == null ? part.group(3) : part.group(2))
                    .forEach(secrets::add);
              }
            });
    return secrets;
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
