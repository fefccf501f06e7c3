package ocelli.vision.core;

/** Where networks are computed. */
public enum Processor {
  CPU("cpu"),
  CUDA("cuda");

  private final String label;

  Processor(String label) {
    this.label = label;
  }

  /** As results name it. */
  public String label() {
    return label;
  }
}
