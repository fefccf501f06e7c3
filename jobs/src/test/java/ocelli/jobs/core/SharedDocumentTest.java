package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedDocumentTest {
  private static final String DOCUMENT =
      """
      {"state":"SUCCESS","number":7,"job":"j","url":"https://example.org/","result":"text",
       "pages":[{"image":"i","faces":{"faces":[{"jpeg":"secret-crop","box":{"x":1.6,"y":2.2,"width":3.1,"height":4}}]}}],
       "summary":{"sentence":"one face","persons":[{"sightings":[{"image":"i"}]}],"images":[{"image":"i","faces":1}]}}
      """;

  @Test
  void shown_withoutFaces_holdsNothingOfThem() {
    String shown = new SharedDocument(DOCUMENT).shown(false);
    assertThat(shown).doesNotContain("secret-crop", "sightings", "face\"", "\"faces\":1");
    assertThat(shown).contains("\"result\":\"text\"", "\"faces\":null");
  }

  @Test
  void shown_withFaces_holdsThem_butNotWhereItCameFrom() {
    String shown = new SharedDocument(DOCUMENT).shown(true);
    assertThat(shown).contains("secret-crop");
    assertThat(shown).doesNotContain("example.org", "\"number\"", "\"job\"");
  }

  @Test
  void faces_boxesAreWholePixels_notSmallerThanTheFace() {
    var page = new SharedDocument(DOCUMENT).page(1).orElseThrow();
    assertThat(FaceBox.of(page)).containsExactly(new FaceBox(1, 2, 4, 4));
    assertThat(new SharedDocument(DOCUMENT).page(2)).isEmpty();
    assertThat(new SharedDocument(DOCUMENT).page(0)).isEmpty();
  }
}
