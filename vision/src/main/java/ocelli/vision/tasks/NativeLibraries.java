package ocelli.vision.tasks;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.leptonica.global.leptonica;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_objdetect;
import org.bytedeco.tesseract.global.tesseract;

/**
 * The native libraries, brought in one after another by whichever thread comes first.
 *
 * <p>JavaCPP's classes load their libraries while they are initialised, under a lock of its loader,
 * and loading one initialises others: two threads that begin with different classes wait for each
 * other for ever. Seen as engines that never opened when workers started at once.
 */
final class NativeLibraries {
  private static final List<Class<?>> IN_ORDER =
      List.of(
          Pointer.class,
          opencv_core.class,
          opencv_imgproc.class,
          opencv_imgcodecs.class,
          opencv_dnn.class,
          opencv_objdetect.class,
          leptonica.class,
          tesseract.class);

  private static boolean loaded;

  private NativeLibraries() {}

  /** Returns when all are there. */
  static synchronized void load() {
    if (!loaded) {
      IN_ORDER.forEach(NativeLibraries::initialise);
      loaded = true;
    }
  }

  private static void initialise(Class<?> library) {
    try {
      Class.forName(library.getName(), true, library.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("its class object is at hand", e);
    }
  }
}
