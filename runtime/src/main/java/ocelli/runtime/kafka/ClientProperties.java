package ocelli.runtime.kafka;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What operators say of the line to the brokers, in Kafka's own words: TLS, who we are, names,
 * buffers. Producers, consumers and admin clients all get it, so it holds what all three know, and
 * nothing of what the services promise by.
 *
 * @param values by name; some are secrets, so they are never printed
 */
public record ClientProperties(Map<String, String> values) {
  /** Plain lines to brokers that ask nobody's name. */
  public static final ClientProperties NONE = new ClientProperties(Map.of());

  private static final String SETTING = "ocelli.kafka.client";
  private static final String FILE = "ocelli.kafka.client-file";

  /** A name that may be printed. A line of a key that lost its continuation looks otherwise. */
  private static final Pattern NAME = Pattern.compile("[a-z]+([._-][a-z0-9]+)+");

  /** Ours although all clients know them: a setting, a service's, and what would read files. */
  private static final Set<String> OURS =
      Set.of(
          AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, // ocelli.ingestion.publisher has its own
          "config.providers");

  private static final Set<String> TAKEN = taken();
  private static final Set<String> KNOWN = known();

  public ClientProperties {
    values = Map.copyOf(values);
  }

  /**
   * Those of the settings, and over them those of the file that they name.
   *
   * @param kafka {@code ocelli.kafka}
   * @throws IllegalArgumentException where the file cannot be read, or one is unknown, is not to be
   *     set, contradicts another or cannot work: by name, without values
   */
  static ClientProperties from(Config kafka) {
    Map<String, String> all = new LinkedHashMap<>(ofSettings(kafka.getConfig("client")));
    all.keySet().forEach(name -> requireTaken(SETTING, name));
    String file = kafka.getString("client-file");
    if (!file.isBlank()) {
      Map<String, String> ofFile = ofFile(Path.of(file));
      ofFile.keySet().forEach(name -> requireTaken(FILE + " " + file, name));
      all.putAll(ofFile);
    }
    ClientProperties properties = new ClientProperties(all);
    ClientTrial.of(properties);
    return properties;
  }

  /** How clients speak to brokers: {@code PLAINTEXT} unless something else is set. */
  String protocol() {
    return values
        .getOrDefault(
            AdminClientConfig.SECURITY_PROTOCOL_CONFIG, AdminClientConfig.DEFAULT_SECURITY_PROTOCOL)
        .strip()
        .toUpperCase(Locale.ROOT); // Kafka takes it in any case
  }

  /** Those whose names begin with one of these. */
  Map<String, String> startingWith(String... prefixes) {
    Map<String, String> some = new TreeMap<>();
    for (String prefix : prefixes) {
      values.forEach(
          (name, value) -> {
            if (name.startsWith(prefix)) {
              some.put(name, value);
            }
          });
    }
    return some;
  }

  private static Map<String, String> ofSettings(Config client) {
    return client.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> String.join(".", ConfigUtil.splitPath(entry.getKey())),
                entry -> text(entry.getKey(), entry.getValue())));
  }

  private static String text(String name, ConfigValue value) {
    if (value.valueType() == ConfigValueType.LIST) {
      throw new IllegalArgumentException(
          SETTING + ": " + name + " takes one text, with commas where Kafka takes several");
    }
    return String.valueOf(value.unwrapped());
  }

  private static Map<String, String> ofFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(FILE + ": there is no file " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(FILE + ": cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          FILE + ": " + file + " is no Java properties file: " + e.getMessage(), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  private static void requireTaken(String source, String name) {
    if (TAKEN.contains(name)) {
      return;
    }
    if (KNOWN.contains(name) || OURS.contains(name)) {
      throw new IllegalArgumentException(
          source
              + ": "
              + name
              + " is not to be set: the services set it, or promise by its default. What concerns"
              + " the line to the brokers is taken: security.*, ssl.*, sasl.*, client.*, …");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          source
              + ": a line is not NAME=VALUE (it is not shown: it may be a secret). A value of several"
              + " lines has a \\ at the end of each but the last");
    }
    throw new IllegalArgumentException(source + ": Kafka's clients know no property " + name);
  }

  private static Set<String> taken() {
    Set<String> all = new HashSet<>(AdminClientConfig.configNames());
    all.retainAll(ConsumerConfig.configNames());
    all.retainAll(ProducerConfig.configNames());
    all.removeAll(OURS);
    return all;
  }

  private static Set<String> known() {
    Set<String> any = new HashSet<>(AdminClientConfig.configNames());
    any.addAll(ConsumerConfig.configNames());
    any.addAll(ProducerConfig.configNames());
    return any;
  }

  /** Names without values. */
  @Override
  public String toString() {
    return new TreeSet<>(values.keySet()).toString();
  }
}
