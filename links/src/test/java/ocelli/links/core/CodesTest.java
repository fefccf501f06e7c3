package ocelli.links.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final ClientId SHOP = new ClientId("shop");
  private static final String URL = "https://example.com/a";

  private final Codes codes = new Codes(KEY, 9, new Random(1));

  @Test
  void candidates_sameWish_sameCodes() {
    assertThat(first(codes, SHOP, URL))
        .isEqualTo(first(new Codes(KEY, 9, new Random(2)), SHOP, URL));
  }

  @Test
  void candidates_otherClientUrlOrKey_others() {
    byte[] otherKey = KEY.clone();
    otherKey[0]++;
    assertThat(
            Set.of(
                first(codes, SHOP, URL),
                first(codes, new ClientId("sho"), "p" + URL),
                first(codes, new ClientId("other"), URL),
                first(codes, SHOP, URL + "/"),
                first(new Codes(otherKey, 9, new Random(1)), SHOP, URL)))
        .hasSize(5);
  }

  /** The window of the document: the last characters first, then one further to the left. */
  @Test
  void candidates_slideOverTheHash() {
    List<String> windows = codes.candidates(codes.fingerprint(SHOP, URL));
    assertThat(windows).hasSize(Codes.ATTEMPTS).doesNotHaveDuplicates();
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i).substring(1, 9)).isEqualTo(windows.get(i - 1).substring(0, 8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Codes.FEWEST, 9, Codes.MOST})
  void couldBe_everyCodeOfOurs_true(int characters) {
    Codes some = new Codes(KEY, characters, new Random(3));
    List<String> all = new ArrayList<>(some.candidates(some.fingerprint(SHOP, URL)));
    IntStream.range(0, 200).forEach(i -> all.add(some.random()));
    all.add(some.secret());
    assertThat(all).allMatch(codes::couldBe);
    assertThat(some.random()).hasSize(characters + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void couldBe_anyOtherText_oneIn62(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    long taken =
        IntStream.range(0, 62_000)
            .mapToObj(
                i -> {
                  StringBuilder text = new StringBuilder();
                  random.ints(10, 0, 62).forEach(digit -> text.append(digits.charAt(digit)));
                  return text.toString();
                })
            .filter(codes::couldBe)
            .count();
    assertThat(taken).isBetween(800L, 1200L); // 1,000 expected, six standard deviations of 31
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "help",
        "../../etc",
        "aaaa aaaa",
        "ääääääääää",
        "aaaaaaaa\u0000",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void couldBe_noCode_false(String text) {
    assertThat(codes.couldBe(text)).isFalse();
  }

  @Test
  void random_neverTheSame() {
    Set<String> seen = new HashSet<>();
    IntStream.range(0, 10_000).forEach(i -> seen.add(codes.random()));
    assertThat(seen).hasSize(10_000);
    assertThat(codes.secret()).hasSize(22);
  }

  private static String first(Codes codes, ClientId client, String url) {
    return codes.candidates(codes.fingerprint(client, url)).get(0);
  }

  @Test
  void isWritten_onlyCharactersOfCodes() {
    assertThat(Codes.isWritten("Ab3dEfGhIj")).isTrue();
    assertThat(Codes.isWritten("")).as("before the first").isTrue();
    assertThat(Codes.isWritten("a\0b")).isFalse();
    assertThat(Codes.isWritten("a-b")).isFalse();
  }
}
