package ocelli.trials.accuracy;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A photograph and where its faces are.
 *
 * @param name for the table
 * @param image the file
 * @param faces in pixels, all of them
 */
@SuppressWarnings("ArrayRecordComponent") // a file for one look, never compared
record Photograph(String name, byte[] image, List<Rectangle2D> faces) {
  private static final String[] WITHOUT_FACES = {
    "brick",
    "cell",
    "chelsea",
    "clock-motion",
    "coffee",
    "coins",
    "color",
    "grass",
    "gravel",
    "horse",
    "hubble-deep-field",
    "ihc",
    "logo",
    "microaneurysms",
    "moon",
    "page",
    "phantom",
    "retina",
    "rocket",
    "text"
  };

  Photograph {
    faces = List.copyOf(faces);
  }

  /** The photographs of people. */
  static List<Photograph> withFaces() {
    Map<String, List<Rectangle2D>> labels = new LinkedHashMap<>();
    String lines = new String(read("photographs/faces/labels.txt"), StandardCharsets.UTF_8);
    for (String line : lines.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      labels.computeIfAbsent(words.get(0), name -> new ArrayList<>()).add(box(words));
    }
    return labels.entrySet().stream()
        .map(label -> new Photograph(label.getKey(), face(label.getKey()), label.getValue()))
        .toList();
  }

  private static Rectangle2D box(List<String> words) {
    return new Rectangle2D.Double(
        Double.parseDouble(words.get(1)),
        Double.parseDouble(words.get(2)),
        Double.parseDouble(words.get(3)),
        Double.parseDouble(words.get(4)));
  }

  /** The photographs of other things. */
  static List<Photograph> withoutFaces() {
    List<Photograph> photographs = new ArrayList<>();
    for (String name : WITHOUT_FACES) {
      photographs.add(new Photograph(name, read("photographs/none/" + name + ".jpg"), List.of()));
    }
    return photographs;
  }

  /** The file of a photograph of people. */
  static byte[] face(String file) {
    return read("photographs/faces/" + file);
  }

  private static byte[] read(String path) {
    try (InputStream in = Photograph.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
