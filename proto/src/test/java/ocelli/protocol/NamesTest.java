package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and ids: what must be the same stays the same, what must differ differs. */
class NamesTest {
  private static final ClientId CLIENT = new ClientId("client");
  private static final TransactionId TRANSACTION = new TransactionId("t-1");
  private static final TaskId OCR = new TaskId("ocr", 1, 0);

  @Test
  void transactionKey_shiftedBoundary_differs() {
    assertThat(RecordKeys.transaction(new ClientId("a"), new TransactionId("bc")))
        .isNotEqualTo(RecordKeys.transaction(new ClientId("ab"), new TransactionId("c")));
  }

  @Test
  void transactionKey_asRecorded() {
    assertThat(RecordKeys.transaction(CLIENT, TRANSACTION)).asString().isEqualTo("6:client3:t-1");
    assertThat(RecordKeys.client(CLIENT)).asString().isEqualTo("6:client");
  }

  @Test
  void imageId_sameKey_isTheSame_asRecorded() {
    ImageId image = ImageId.derived(CLIENT, TRANSACTION, "key");
    assertThat(image).isEqualTo(ImageId.derived(CLIENT, TRANSACTION, "key"));
    assertThat(image.value()).isEqualTo("658a5fd94085960c9bc695683fcc16b8");
    assertThat(image).isNotEqualTo(ImageId.derived(CLIENT, TRANSACTION, "key2"));
  }

  @Test
  void messageId_eachDifferentMessage_differs() {
    ImageId image = ImageId.derived(CLIENT, TRANSACTION, "key");
    assertThat(
            java.util.Set.of(
                MessageIds.result(image, OCR, 0, 0),
                MessageIds.result(image, OCR, 1, 0),
                MessageIds.result(image, OCR, 0, 1),
                MessageIds.result(image, new TaskId("ocr", 1, 1), 0, 0),
                MessageIds.failed(image, OCR, 0),
                MessageIds.announced(image),
                MessageIds.closed(CLIENT, TRANSACTION),
                MessageIds.summary(CLIENT, TRANSACTION, 0, 0),
                MessageIds.summary(CLIENT, TRANSACTION, 0, 1),
                MessageIds.summary(CLIENT, TRANSACTION, 1, 0)))
        .hasSize(10)
        .allMatch(ImageId::isValid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "\u00e9", "a\n"})
  void transactionId_otherCharacters_areRefused(String text) {
    assertThat(TransactionId.isValid(text)).isFalse();
    assertThatThrownBy(() -> new TransactionId(text)).hasMessageContaining("transaction");
  }

  @Test
  void transactionId_lengths() {
    assertThat(TransactionId.isValid("x".repeat(128))).isTrue();
    assertThat(TransactionId.isValid("x".repeat(129))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ocr", "ocr-1", "ocr-1.x", "OCR-1.0", "ocr-1.0 ", "-1.0"})
  void taskId_otherForms_areNone(String text) {
    assertThat(TaskId.parse(text)).isEmpty();
  }

  @Test
  void taskId_isFoundAgain() {
    assertThat(TaskId.parse("ocr-1.0")).contains(OCR);
    assertThat(OCR).hasToString("ocr-1.0");
  }
}
