package ocelli.vision.engine;

/** Looks at one image at a time for one task. Not for more than one thread. */
public interface VisionEngine extends AutoCloseable {

  /**
   * Looks at an image.
   *
   * @param image the file's bytes, as they came; anything at all, also none
   * @param request what the image's claims ask for
   * @return what was seen, the same for the same bytes and request
   */
  Seen look(byte[] image, EngineRequest request);

  /** Gives back the models' native memory; the engine is not used afterwards. */
  @Override
  void close();
}
