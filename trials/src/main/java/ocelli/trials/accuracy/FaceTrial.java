package ocelli.trials.accuracy;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.v1m0.Box;

/** Looks for faces on photographs as they are and on a worse copy of each. */
final class FaceTrial {
  /** The limit of the product's requirements: one of twenty. */
  private static final double MISSED = 0.05;

  /** A finding is of a labelled face where they share this much: what VOC counts, less tilt. */
  private static final double SAME = 0.35;

  private long faces;
  private long missed;
  private long superfluous;
  private long looks;
  private long nanos;
  private final List<String> remarks = new ArrayList<>();

  private FaceTrial() {}

  static void run(long seed, VisionBackend backend, Report report) {
    try (VisionEngine engine = backend.open(VisionTasks.FACEEXTRACT)) {
      FaceTrial people = new FaceTrial();
      people.lookAt(engine, Photograph.withFaces(), seed);
      FaceTrial things = new FaceTrial();
      things.lookAt(engine, Photograph.withoutFaces(), seed);
      report.atLeast("photographs of people", people.looks / 2, 10);
      report.atLeast("faces on them and their copies", people.faces, 20);
      report.share("faces missed", (double) people.missed / people.faces, MISSED);
      report.figure("other findings on them", (double) people.superfluous);
      report.atLeast("photographs without faces", things.looks / 2, 20);
      report.atMost("faces found on them and their copies", things.superfluous, 0);
      double seconds = (people.nanos + things.nanos) / 1e9;
      report.figure("photographs a second, one worker", (people.looks + things.looks) / seconds);
      people.remarks.forEach(remark -> report.note("", remark));
      things.remarks.forEach(remark -> report.note("", remark));
    }
  }

  private void lookAt(VisionEngine engine, List<Photograph> photographs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Photograph photograph : photographs) {
      compare(engine, photograph);
      compare(engine, PhotographCopy.of(photograph, random));
    }
  }

  private void compare(VisionEngine engine, Photograph photograph) {
    List<Rectangle2D> open = new ArrayList<>(photograph.faces());
    faces += open.size();
    looks++;
    for (ExtractedFace face : found(engine, photograph).getFacesList()) {
      if (!open.removeIf(label -> overlap(label, rectangle(face.getBox())) >= SAME)) {
        superfluous++;
        remarks.add("found on " + photograph.name() + ": score " + face.getScore());
      }
    }
    missed += open.size();
    open.forEach(
        label ->
            remarks.add(
                "missed on "
                    + photograph.name()
                    + " at "
                    + (int) label.getX()
                    + ", "
                    + (int) label.getY()));
  }

  private ExtractedFaces found(VisionEngine engine, Photograph photograph) {
    long start = System.nanoTime();
    Seen seen = engine.look(photograph.image(), EngineRequest.PLAIN);
    nanos += System.nanoTime() - start;
    return seen.match(
        result -> (ExtractedFaces) result.payload(),
        broken -> ExtractedFaces.getDefaultInstance(),
        gaveUp -> ExtractedFaces.getDefaultInstance());
  }

  private static Rectangle2D rectangle(Box box) {
    return new Rectangle2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight());
  }

  private static double overlap(Rectangle2D one, Rectangle2D other) {
    Rectangle2D shared = one.createIntersection(other);
    if (shared.isEmpty()) {
      return 0;
    }
    double area = shared.getWidth() * shared.getHeight();
    return area / (one.getWidth() * one.getHeight() + other.getWidth() * other.getHeight() - area);
  }
}
