package ocelli.links.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {
  private static final Set<String> OURS = Set.of("short.example", "127.0.0.1:8080");

  private final TargetRules rules =
      new TargetRules(
          host -> host.equals("10.0.0.1") ? Optional.of("not public") : Optional.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://example.com:8080/a/b?c=d&e=%20#f",
        "HTTPS://EXAMPLE.com/",
        "https://short.example/links/help",
        "https://short.example:8443/l/abc",
        "https://other.example/l/abc",
        "https://[2606:4700::1111]/"
      })
  void judge_publicUrl_takenAsItIs(String url) {
    assertThat(rules.judge(url, OURS)).isEqualTo(new TargetRules.Taken(new Target.Url(url)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://example.com/ | http or https",
        "javascript:alert(1) | http or https",
        "//example.com/a | http or https",
        "/l/abc | http or https",
        "https:/example.com | no host",
        "https:///a | no host",
        "https://example.com:0/ | no host",
        "https://example.com:65536/ | no host",
        "https://user:secret@example.com/ | without user",
        "https://user@example.com/ | without user",
        "https://10.0.0.1/ | not public",
        "https://short.example/l/abc | short link",
        "https://SHORT.example:443/l/abc | short link",
        "http://short.example/a/../l/abc | short link",
        "http://127.0.0.1:8080/l/abc | short link",
        "https://example.com/a b | not a URL",
        "https://exa mple.com/ | not a URL",
        "https://example.com/\\evil | not a URL"
      })
  void judge_other_saysWhy(String url, String why) {
    TargetRules.Verdict verdict = rules.judge(url, OURS);
    assertThat(verdict).isInstanceOf(TargetRules.Refused.class);
    assertThat(((TargetRules.Refused) verdict).reason()).contains(why);
  }

  @Test
  void judge_lineBreak_refused() {
    assertThat(rules.judge("https://example.com/\r\nSet-Cookie: a=b", OURS))
        .isInstanceOf(TargetRules.Refused.class);
  }

  @Test
  void judge_lettersOfTheWorld_encoded() {
    assertThat(rules.judge("https://example.com/ü?q=日本", OURS))
        .isEqualTo(
            new TargetRules.Taken(
                new Target.Url("https://example.com/%C3%BC?q=%E6%97%A5%E6%9C%AC")));
  }

  @Test
  void judge_longest_takenAndOneMoreNot() {
    String longest = "https://example.com/" + "a".repeat(TargetRules.MAX_LENGTH - 20);
    assertThat(rules.judge(longest, OURS)).isInstanceOf(TargetRules.Taken.class);
    assertThat(rules.judge(longest + "a", OURS)).isInstanceOf(TargetRules.Refused.class);
    assertThat(rules.judge("https://example.com/" + "ü".repeat(500), OURS))
        .isInstanceOf(TargetRules.Refused.class);
  }
}
