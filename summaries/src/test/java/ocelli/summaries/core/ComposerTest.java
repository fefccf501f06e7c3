package ocelli.summaries.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import ocelli.protocol.DeliveredMessage;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Person;
import ocelli.summary.v1m0.Sighting;
import ocelli.summary.v1m0.Summary;
import org.junit.jupiter.api.Test;

class ComposerTest {
  private static Summary summary(List<Observed> inputs) {
    List<Summary> summaries = new Ledgers().take(inputs, java.time.Duration.ZERO);
    assertThat(summaries).hasSize(1);
    return summaries.get(0);
  }

  @Test
  void compose_twoPersonsOverThreeImages_oneSentence() {
    Inputs inputs = new Inputs("t", 3);
    Summary summary =
        summary(
            List.of(
                inputs.faces(2, 7),
                inputs.text(2, 0, 1, ""),
                inputs.codes(2),
                inputs.quality(2, 50),
                inputs.faces(0, 7, 9),
                inputs.text(0, 0, 1, "one two\nthree"),
                inputs.codes(0, "hello"),
                inputs.quality(0, 100),
                inputs.faces(1),
                inputs.text(1, 0, 1, "four\n"),
                inputs.codes(1, "hello"),
                inputs.quality(1, 900)));
    assertThat(summary.getSentence())
        .isEqualTo(
            "3 images: 2 persons in 2 images, 4 words, 1 QR code; the sharpest is the second.");
    assertThat(summary.getText()).isEqualTo("one two\nthree\nfour\n");
    assertThat(summary.getBestImage()).isEqualTo(Inputs.id(1));
    assertThat(summary.getCodesList()).hasSize(1);
    assertThat(summary.getImagesList())
        .extracting(Image::getImage)
        .containsExactly(Inputs.id(0), Inputs.id(1), Inputs.id(2));
    assertThat(summary.getPersons(0))
        .isEqualTo(
            Person.newBuilder()
                .addSightings(Sighting.newBuilder().setImage(Inputs.id(0)).setFace(0))
                .addSightings(Sighting.newBuilder().setImage(Inputs.id(2)).setFace(0))
                .build());
    assertThat(summary.getPersons(1).getSightingsCount()).isEqualTo(1);
  }

  @Test
  void compose_facesWithoutIdentity_countedButNoPersons() {
    Inputs inputs = new Inputs("t", 1);
    Summary summary =
        summary(
            List.of(
                inputs.faces(0, -1, -1),
                inputs.text(0, 0, 1, ""),
                inputs.codes(0),
                inputs.quality(0, 5)));
    assertThat(summary.getPersonsList()).isEmpty();
    assertThat(summary.getImages(0).getFaces()).isEqualTo(2);
    assertThat(summary.getSentence()).isEqualTo("1 image: 2 faces, no text, no codes.");
  }

  @Test
  void compose_moreTextThanAMessageHolds_shortenedAndSaid() {
    List<Observed> inputs = new ArrayList<>();
    Inputs transaction = new Inputs("t", 200);
    for (int n = 0; n < 200; n++) {
      inputs.add(transaction.text(n, 0, 1, "\"word\" ".repeat(2000)));
      inputs.add(transaction.faces(n, n % 100));
      inputs.add(transaction.codes(n, "code " + n));
      inputs.add(transaction.quality(n, n));
    }
    Summary summary = summary(inputs);
    assertThat(DeliveredMessage.data(summary).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(DeliveredMessage.MAX_BYTES);
    assertThat(summary.getImagesCount()).isEqualTo(200);
    assertThat(summary.getSentence()).startsWith("200 images: 100 persons in").endsWith("to fit.");
  }

  @Test
  void compose_aThousandImages_fits() {
    List<Observed> inputs = new ArrayList<>();
    Inputs transaction = new Inputs("t", 1000);
    for (int n = 0; n < 1000; n++) {
      inputs.add(transaction.text(n, 0, 1, "a line of text\n"));
      inputs.add(transaction.faces(n, n % 100));
      inputs.add(transaction.codes(n));
      inputs.add(transaction.quality(n, n + 0.123456789));
    }
    Summary summary = summary(inputs);
    assertThat(DeliveredMessage.data(summary).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(DeliveredMessage.MAX_BYTES);
    assertThat(summary.getImagesCount()).isEqualTo(1000);
  }
}
