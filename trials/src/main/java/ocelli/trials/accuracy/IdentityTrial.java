package ocelli.trials.accuracy;

import java.util.ArrayList;
import java.util.List;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/** Counts the persons over three images, on two of which is the same. */
final class IdentityTrial {
  /** Two faces at most this far apart are of one person: the summary's rule. */
  private static final double SAME_PERSON = 0.55;

  private static final String[][] SETS = {
    {"man-faceid.jpg", "man-album.jpg", "hopper.jpg"},
    {"man-faceid.jpg", "man-album.jpg", "astronaut.jpg"}
  };

  private IdentityTrial() {}

  static void run(VisionBackend backend, Report report) {
    try (VisionEngine engine = backend.open(VisionTasks.FACEEXTRACT)) {
      for (String[] set : SETS) {
        long persons = persons(engine, set);
        report.exactly("persons over " + String.join(", ", set), persons, 2);
      }
    }
  }

  private static long persons(VisionEngine engine, String[] files) {
    List<ExtractedFace> firsts = new ArrayList<>();
    for (String file : files) {
      for (ExtractedFace face : faces(engine, Photograph.face(file))) {
        if (firsts.stream().noneMatch(first -> distance(first, face) <= SAME_PERSON)) {
          firsts.add(face);
        }
      }
    }
    return firsts.size();
  }

  private static List<ExtractedFace> faces(VisionEngine engine, byte[] image) {
    return engine
        .look(image, new EngineRequest(true))
        .match(
            result -> ((ExtractedFaces) result.payload()).getFacesList(),
            broken -> List.of(),
            gaveUp -> List.of());
  }

  private static double distance(ExtractedFace one, ExtractedFace other) {
    double sum = 0;
    for (int i = 0; i < one.getEmbeddingCount(); i++) {
      double difference = one.getEmbedding(i) - other.getEmbedding(i);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
