package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctFacesTest {

  @Test
  void of_overlappingFindings_keepsTheSurestOfEach() {
    FoundFace sure = face(0, 0, 100, 0.9);
    FoundFace lessSure = face(10, 5, 100, 0.7);
    FoundFace other = face(300, 0, 80, 0.8);
    assertThat(DistinctFaces.of(List.of(lessSure, other, sure))).containsExactly(sure, other);
  }

  @Test
  void of_findingInsideAnother_isAPartOfIt() {
    FoundFace face = face(0, 0, 200, 0.9);
    FoundFace nose = face(80, 80, 40, 0.65);
    assertThat(DistinctFaces.of(List.of(nose, face))).containsExactly(face);
  }

  @Test
  void of_neighbours_keepsBoth() {
    FoundFace left = face(0, 0, 100, 0.8);
    FoundFace right = face(80, 0, 100, 0.8);
    assertThat(DistinctFaces.of(List.of(right, left))).containsExactly(left, right);
  }

  private static FoundFace face(double x, double y, double side, double score) {
    return new FoundFace(new Region(x, y, side, side), score, List.of());
  }
}
