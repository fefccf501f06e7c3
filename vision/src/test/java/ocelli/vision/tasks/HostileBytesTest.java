package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import ocelli.protocol.TaskId;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBytesTest {

  static Stream<TaskId> tasks() {
    return VisionTasks.ALL.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void look_bytesThatAreNoImage_isUndecodableAndTheEngineLivesOn(TaskId task) {
    try (VisionEngine engine = Looks.BACKEND.open(task)) {
      broken()
          .forEach(
              (name, bytes) ->
                  assertThat(engine.look(bytes, EngineRequest.PLAIN))
                      .as(name)
                      .isInstanceOf(Seen.Undecodable.class));
      assertThat(engine.look(Images.file("letter.png"), EngineRequest.PLAIN))
          .isInstanceOf(Seen.Result.class);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void look_oddShapes_isAResult(TaskId task) {
    try (VisionEngine engine = Looks.BACKEND.open(task)) {
      for (int[] size : new int[][] {{1, 1}, {2, 3}, {1, 2000}, {3000, 2}, {7, 9}, {33, 31}}) {
        Mat picture = new Mat(size[1], size[0], 16, new Scalar(120, 60, 200, 0));
        assertThat(engine.look(Images.encoded(".png", picture), new EngineRequest(true)))
            .as("%d x %d", size[0], size[1])
            .isInstanceOf(Seen.Result.class);
      }
    }
  }

  private static Map<String, byte[]> broken() {
    byte[] jpeg = Images.file("astronaut.jpg");
    byte[] png = Images.file("letter.png");
    byte[] garbage = new byte[5000];
    new Random(3).nextBytes(garbage);
    byte[] jpegThenGarbage = garbage.clone();
    System.arraycopy(jpeg, 0, jpegThenGarbage, 0, 3);
    byte[] pngThenGarbage = garbage.clone();
    System.arraycopy(png, 0, pngThenGarbage, 0, 8);
    Map<String, byte[]> broken = new LinkedHashMap<>();
    broken.put("no bytes", new byte[0]);
    broken.put("one byte", new byte[1]);
    broken.put("garbage", garbage);
    broken.put("half a JPEG", Images.firstHalf(jpeg));
    broken.put("a JPEG's magic bytes", Arrays.copyOf(jpeg, 3));
    broken.put("a JPEG's header", Arrays.copyOf(jpeg, 200));
    broken.put("garbage after a JPEG's magic bytes", jpegThenGarbage);
    broken.put("a PNG's header", Arrays.copyOf(png, 33));
    broken.put("garbage after a PNG's magic bytes", pngThenGarbage);
    broken.put("a web page", "<html><body>no image</body></html>".getBytes());
    broken.put("a GIF's header", "GIF89a".getBytes());
    broken.put("a WebP's header", "RIFF\0\0\0\0WEBPVP8 ".getBytes());
    return broken;
  }
}
