package ocelli.vision.core;

import java.util.List;

/**
 * A face that a detector found.
 *
 * @param box from the brow to the chin
 * @param score how sure, 0 to 1
 * @param keypoints right eye, left eye, nose tip, mouth centre, right ear, left ear, as the person
 *     has them
 */
public record FoundFace(Region box, double score, List<Place> keypoints) {
  public FoundFace {
    keypoints = List.copyOf(keypoints);
  }

  /** The face in another picture. */
  public FoundFace carriedBy(Affine way) {
    return new FoundFace(way.apply(box), score, keypoints.stream().map(way::apply).toList());
  }
}
