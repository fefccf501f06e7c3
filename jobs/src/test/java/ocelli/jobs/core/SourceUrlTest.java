package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "page.png",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://a b/",
        "https://user:secret@example.org/x",
        "javascript:alert(1)"
      })
  void refusal_noAddressOfAnImage_isBadUrl(String text) {
    assertThat(SourceUrl.refusal(text, true))
        .hasValueSatisfying(cause -> assertThat(cause.code()).isEqualTo("bad-url"));
  }

  @Test
  void refusal_http_dependsOnDevelopment() {
    assertThat(SourceUrl.refusal("http://example.org/x.png", true)).isEmpty();
    assertThat(SourceUrl.refusal("http://example.org/x.png", false))
        .hasValueSatisfying(cause -> assertThat(cause.code()).isEqualTo("insecure-url"));
    assertThat(SourceUrl.refusal("https://example.org/x.png?a=b#c", false)).isEmpty();
  }

  @Test
  void refusal_overTheLimit_saysSo() {
    String longest = "https://example.org/" + "x".repeat(SourceUrl.MAX_LENGTH - 20);
    assertThat(SourceUrl.refusal(longest, false)).isEmpty();
    assertThat(SourceUrl.refusal(longest + "x", false)).isPresent();
  }

  @Test
  void resolve_redirect_isRelativeToWhereItStands() {
    SourceUrl url = new SourceUrl(URI.create("https://example.org/a/b"));
    assertThat(url.resolve("../c")).contains("https://example.org/c");
    assertThat(url.resolve("http://10.0.0.1/")).contains("http://10.0.0.1/");
    assertThat(url.resolve("http://[")).isEmpty();
  }
}
