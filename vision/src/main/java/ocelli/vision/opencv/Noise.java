package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;

import org.bytedeco.opencv.opencv_core.Mat;

/** Takes grain off a page. */
public final class Noise {
  /** Mean difference to the smoothed page, in grey values, from which smoothing helps reading. */
  private static final double NOISY = 8;

  private Noise() {}

  /** The grey page, smoothed by a median of 3 x 3 where it is noisy. */
  public static Mat removed(Mat grey) {
    Mat smooth = new Mat();
    medianBlur(grey, smooth, 3);
    Mat difference = new Mat();
    absdiff(grey, smooth, difference);
    return mean(difference).get(0) > NOISY ? smooth : grey;
  }
}
