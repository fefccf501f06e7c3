package ocelli.vision.cuda;

import ocelli.vision.engine.Availability;
import org.bytedeco.cuda.global.cudart;

/** Asks the CUDA driver what there is. */
final class CudaDevices {
  private static final int NAME_BYTES = 256;

  private CudaDevices() {}

  /** The first device's name, or why there is none. */
  static Availability first() {
    try {
      int answer = cudart.cuInit(0);
      int[] count = new int[1];
      if (answer != cudart.CUDA_SUCCESS
          || cudart.cuDeviceGetCount(count) != cudart.CUDA_SUCCESS
          || count[0] == 0) {
        return new Availability(false, "no device: the driver answers " + answer);
      }
      byte[] name = new byte[NAME_BYTES];
      cudart.cuDeviceGetName(name, name.length, 0);
      return new Availability(true, text(name));
    } catch (LinkageError e) { // no natives on the class path, or no driver on the machine
      return new Availability(false, "no device: " + e.getMessage());
    }
  }

  private static String text(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, java.nio.charset.StandardCharsets.UTF_8);
  }
}
