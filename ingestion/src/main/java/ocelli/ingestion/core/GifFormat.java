package ocelli.ingestion.core;

import java.util.Optional;

/** GIF 87a and 89a: the logical screen, which is what a decoder allocates. */
record GifFormat() implements ImageFormat {
  private static final int SCREEN_END = 13;

  @Override
  public String mimeType() {
    return "image/gif";
  }

  @Override
  public boolean begins(Octets bytes) {
    return bytes.says(0, "GIF87a") || bytes.says(0, "GIF89a");
  }

  @Override
  public Optional<Claim> read(Octets bytes) {
    return bytes.has(SCREEN_END)
        ? Optional.of(new Claim(bytes.little16(6), bytes.little16(8), 1))
        : Optional.empty();
  }
}
