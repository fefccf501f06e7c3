package ocelli.jobs.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where a face is, in whole pixels of the upright image. */
public record FaceBox(int x, int y, int width, int height) {

  /** The faces of a page of a result. */
  public static List<FaceBox> of(JsonNode page) {
    List<FaceBox> boxes = new ArrayList<>();
    for (JsonNode face : page.path("faces").path("faces")) {
      JsonNode box = face.path("box");
      boxes.add(
          new FaceBox(
              (int) Math.floor(box.path("x").asDouble()),
              (int) Math.floor(box.path("y").asDouble()),
              (int) Math.ceil(box.path("width").asDouble()),
              (int) Math.ceil(box.path("height").asDouble())));
    }
    return boxes;
  }
}
