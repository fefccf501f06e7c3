package ocelli.vision.onnx;

import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels as the networks want them: one plane of numbers for each colour. */
final class Planes {
  private static final int COLOURS = 3;

  private Planes() {}

  /** (value - mean) / deviation, colours in the order the picture has them. */
  static float[] of(Mat picture, float[] mean, float[] deviation) {
    int plane = picture.rows() * picture.cols();
    byte[] pixels = new byte[plane * COLOURS];
    picture.data().get(pixels);
    float[] planes = new float[pixels.length];
    for (int colour = 0; colour < COLOURS; colour++) {
      float[] table = table(mean[colour], deviation[colour]);
      for (int i = 0; i < plane; i++) {
        planes[colour * plane + i] = table[pixels[COLOURS * i + colour] & 0xff];
      }
    }
    return planes;
  }

  private static float[] table(float mean, float deviation) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = (value - mean) / deviation;
    }
    return table;
  }
}
