package ocelli.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import ocelli.client.Lines;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;
import org.junit.jupiter.api.Test;

class DeliveryChecksTest {
  private static final Message FIRST = Messages.message(Lines.first(3));
  private static final Message SECOND = Lines.message(5, 3);
  private static final Message THIRD = Lines.message(9, 5);

  @Test
  void chained_whole_isKept_andWithOneMissing_isNot() {
    assertThat(DeliveryChecks.chained(Channel.WEBHOOK, List.of(SECOND, FIRST, THIRD)).kept())
        .isTrue();
    assertThat(DeliveryChecks.chained(Channel.WEBHOOK, List.of(FIRST, THIRD)))
        .isEqualTo(
            new Check(
                "no gap in the chain of previous, webhook",
                false,
                "message 9 follows 5, which never came: the last was 3"));
  }

  @Test
  void ordered_laterOneFirst_isNotKept_butARepeatIsFine() {
    assertThat(DeliveryChecks.ordered(Channel.WEBHOOK, List.of(FIRST, THIRD, SECOND)).kept())
        .isFalse();
    assertThat(DeliveryChecks.ordered(Channel.WEBHOOK, List.of(FIRST, SECOND, FIRST)).kept())
        .isTrue();
  }

  @Test
  void equal_otherBytesOrMissing_isNotKept() {
    assertThat(DeliveryChecks.equal(List.of(SECOND, FIRST), List.of(FIRST, SECOND)).kept())
        .isTrue();
    assertThat(DeliveryChecks.equal(List.of(FIRST), List.of(FIRST, SECOND)).detail())
        .isEqualTo("cursor 5 came by firehose only");
    Message altered = Messages.message(SECOND.json().replace("[]", "[1]"));
    assertThat(DeliveryChecks.equal(List.of(altered), List.of(SECOND)).detail())
        .isEqualTo("cursor 5 differs");
  }

  @Test
  void distinct_sameIdUnderTwoCursors_isNotKept() {
    Message again = Messages.message(Lines.line("id-3", 5, OptionalLong.of(3), "t"));
    assertThat(DeliveryChecks.distinct(List.of(FIRST, FIRST)).kept()).isTrue();
    assertThat(DeliveryChecks.distinct(List.of(FIRST, again)).kept()).isFalse();
  }

  @Test
  void missing_countsPartsTasksAndSummaries() {
    Sent sent = new Sent(Sample.of("letter", "a.png"), "letter-1", "image-1", Instant.EPOCH);
    Expectation expected = new Expectation(List.of(sent));
    assertThat(expected.size()).isEqualTo(5);
    List<Message> came = new ArrayList<>();
    came.add(message("ocr.v1m0.Text", "image-1", "{\"index\":0,\"count\":2}"));
    came.add(message("codes.v1m0.Codes", "image-1", "{\"index\":0,\"count\":1}"));
    came.add(message("vision.v1m0.Failed", "image-1", "{\"task\":\"quality-1.0\"}"));
    came.add(message("faceextract.v1m0.ExtractedFaces", "image-2", "{}"));
    assertThat(expected.missing(came))
        .containsExactly("a.png: faces", "a.png: text", "letter-1: summary");
    came.add(message("ocr.v1m0.Text", "image-1", "{\"index\":1,\"count\":2}"));
    came.add(message("summary.v1m0.Summary", "", "{}"));
    assertThat(expected.missing(came)).containsExactly("a.png: faces");
  }

  private static Message message(String type, String image, String data) {
    return Messages.message(
        Lines.line("id", type, 7, OptionalLong.empty(), "letter-1", image, data));
  }
}
