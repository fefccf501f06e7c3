package ocelli.jobs.core;

/** A file's bytes with what they are. The bytes are nobody's to change. */
public final class Image {
  private final FileType type;
  private final byte[] content;

  /** Takes the bytes over. */
  public Image(FileType type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /** What it is. */
  public FileType type() {
    return type;
  }

  /** Not a copy. */
  public byte[] content() {
    return content;
  }
}
