package ocelli.jobs.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is, by its first bytes; what it is called does not count. */
public enum FileType {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp"),
  GIF("image/gif"),
  PDF("application/pdf");

  /**
   * How many bytes are looked at: PDF's header may stand anywhere in them (Adobe, PDF 1.7, H.3).
   */
  public static final int HEAD_BYTES = 1024;

  private final String mediaType;

  FileType(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As in Content-Type. */
  public String mediaType() {
    return mediaType;
  }

  /** The type whose media type this is. */
  public static FileType of(String mediaType) {
    return Arrays.stream(values())
        .filter(type -> type.mediaType.equals(mediaType))
        .findFirst()
        .orElseThrow();
  }

  /** The type; empty for what is not taken. */
  public static Optional<FileType> of(byte[] head) {
    String latin =
        new String(head, 0, Math.min(head.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    if (latin.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (latin.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (latin.startsWith("GIF87a") || latin.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (latin.startsWith("RIFF") && latin.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    return latin.contains("%PDF-") ? Optional.of(PDF) : Optional.empty();
  }
}
