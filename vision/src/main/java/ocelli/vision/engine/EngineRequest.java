package ocelli.vision.engine;

/**
 * What an image's claims ask of an engine beyond its task.
 *
 * @param identity whether faces get an embedding, by which the same person is known again; only
 *     faceextract heeds it
 */
public record EngineRequest(boolean identity) {
  /** The task alone. */
  public static final EngineRequest PLAIN = new EngineRequest(false);
}
