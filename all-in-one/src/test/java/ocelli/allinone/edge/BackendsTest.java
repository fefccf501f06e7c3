package ocelli.allinone.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final URI FIRST = URI.create("http://127.0.0.1:1");
  private static final URI SECOND = URI.create("http://127.0.0.1:2");

  private final Backends backends =
      new Backends(
          Map.of("/l", "links", "/links", "links", "/firehose", "firehose", "/", "jobs"),
          Optional.of(new Backends.Sessions("session", "jobs")));

  @Test
  void serviceOf_longestPrefixAtASlash_decides() {
    assertThat(backends.serviceOf("GET", "/l/abc")).contains("links");
    assertThat(backends.serviceOf("GET", "/firehose")).contains("firehose");
    assertThat(backends.serviceOf("GET", "/firehosepipe")).contains("jobs");
    assertThat(backends.serviceOf("GET", "/")).contains("jobs");
    assertThat(new Backends(Map.of("/l", "links"), Optional.empty()).serviceOf("GET", "/lx"))
        .isEmpty();
  }

  @Test
  void serviceOf_prefixOfAMethod_isOfThatMethodAlone() {
    Backends images =
        new Backends(
            Map.of("/images", "ingestion", "GET /images", "ledger", "/", "jobs"), Optional.empty());
    assertThat(images.serviceOf("POST", "/images/t/i")).contains("ingestion");
    assertThat(images.serviceOf("GET", "/images/t/i")).contains("ledger");
    assertThat(images.serviceOf("GET", "/imagesque")).contains("jobs");
  }

  @Test
  void sessionsOf_ownCookie_namesTheKeeper() {
    assertThat(backends.sessionsOf("a=b; session=x")).contains("jobs");
    assertThat(backends.sessionsOf("a=b")).isEmpty();
  }

  @Test
  void nodesOf_sameKey_sameOrder_andOthersGoElsewhere() {
    backends.add("firehose", "firehose-1", FIRST);
    backends.add("firehose", "firehose-2", SECOND);
    assertThat(nodes("firehose", "a")).isEqualTo(nodes("firehose", "a"));
    List<URI> firsts =
        IntStream.range(0, 100).mapToObj(key -> nodes("firehose", "key-" + key).get(0)).toList();
    assertThat(firsts).contains(FIRST, SECOND);
  }

  @Test
  void nodesOf_nodeAway_onlyItsKeysMove() {
    backends.add("firehose", "firehose-1", FIRST);
    backends.add("firehose", "firehose-2", SECOND);
    URI stays = nodes("firehose", "a").get(0);
    backends.remove("firehose", stays.equals(FIRST) ? "firehose-2" : "firehose-1");
    assertThat(nodes("firehose", "a")).containsExactly(stays);
    assertThat(nodes("push", "a")).isEmpty();
  }

  private List<URI> nodes(String service, String key) {
    return backends.nodesOf(service, key).stream().map(Waiting::address).toList();
  }
}
