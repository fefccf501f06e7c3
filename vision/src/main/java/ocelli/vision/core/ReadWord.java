package ocelli.vision.core;

/**
 * A word that was read.
 *
 * @param text what it says, no blanks
 * @param box where
 * @param confidence how sure, 0 to 100
 */
public record ReadWord(String text, Region box, double confidence) {

  /** The word in another picture. */
  public ReadWord carriedBy(Affine way) {
    return new ReadWord(text, way.apply(box), confidence);
  }
}
