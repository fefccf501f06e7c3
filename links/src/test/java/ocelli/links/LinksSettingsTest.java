package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksSettingsTest {
  private static final String DATABASE =
      "ocelli.links.database { url = \"jdbc:postgresql://h/links\", user = u, password = p }\n";

  @Test
  void from_reference_isRight() {
    LinksSettings settings = read("");
    assertThat(settings.hashCharacters()).isEqualTo(9);
    assertThat(settings.allowLoopback()).isFalse();
    assertThat(settings.redirect().port()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "hash-characters = 6, hash-characters",
    "hash-characters = 31, hash-characters",
    "public-url = \"example.org\", public-url",
    "public-url = \"https://example.org/\", public-url",
    "cache-bytes = 0, cache-bytes",
    "miss-life = 0s, miss-life",
    "deletion-check = 10ms, deletion-check",
    "redirect.host = \"\", redirect.host",
    "redirect.port = 65536, redirect.port",
    "redirect.port = off, redirect.port",
    "redirect.max-connections = 0, redirect.max-connections",
    "redirect.request-wait = 0s, redirect.request-wait"
  })
  void from_bad_namesTheKey(String setting, String key) {
    assertThatThrownBy(() -> read("ocelli.links." + setting))
        .hasMessageContaining("ocelli.links." + key);
  }

  private static LinksSettings read(String settings) {
    return LinksSettings.from(
        ConfigFactory.load(ConfigFactory.parseString(DATABASE + settings))
            .getConfig("ocelli.links"));
  }
}
