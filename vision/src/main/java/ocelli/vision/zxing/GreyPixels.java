package ocelli.vision.zxing;

import com.google.zxing.LuminanceSource;

/** Grey pixels in the Java heap, which can be cut and turned: ZXing's own source cannot be both. */
public final class GreyPixels extends LuminanceSource {
  private final byte[] pixels;

  /** Takes pixels, row by row; nobody writes to them afterwards. */
  public GreyPixels(byte[] pixels, int width, int height) {
    super(width, height);
    this.pixels = pixels;
  }

  @Override
  public byte[] getRow(int y, byte[] row) {
    byte[] target = row != null && row.length >= getWidth() ? row : new byte[getWidth()];
    System.arraycopy(pixels, y * getWidth(), target, 0, getWidth());
    return target;
  }

  @Override
  public byte[] getMatrix() {
    return pixels;
  }

  @Override
  public boolean isCropSupported() {
    return true;
  }

  @Override
  public LuminanceSource crop(int left, int top, int width, int height) {
    byte[] part = new byte[width * height];
    for (int row = 0; row < height; row++) {
      System.arraycopy(pixels, (top + row) * getWidth() + left, part, row * width, width);
    }
    return new GreyPixels(part, width, height);
  }

  @Override
  public boolean isRotateSupported() {
    return true;
  }

  @Override
  public LuminanceSource rotateCounterClockwise() {
    int width = getWidth();
    int height = getHeight();
    byte[] turned = new byte[pixels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[(width - 1 - x) * height + y] = pixels[y * width + x];
      }
    }
    return new GreyPixels(turned, height, width);
  }

  /** The grey value at a place between the middles of pixels; outside, that of the edge. */
  double between(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    double above = at(left, top) * (1 - right) + at(left + 1, top) * right;
    double below = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
    return above * (1 - down) + below * down;
  }

  private int at(int x, int y) {
    int column = Math.min(getWidth() - 1, Math.max(0, x));
    int row = Math.min(getHeight() - 1, Math.max(0, y));
    return pixels[row * getWidth() + column] & 0xff;
  }
}
