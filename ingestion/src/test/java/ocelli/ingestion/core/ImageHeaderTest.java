package ocelli.ingestion.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import ocelli.ingestion.core.Sniffed.Accepted;
import ocelli.ingestion.core.Sniffed.Reason;
import ocelli.ingestion.core.Sniffed.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
  static final ImageLimits LIMITS = new ImageLimits(16 << 20, 40_000_000, 16_384, 50);

  static Stream<Arguments> taken() {
    byte[] photograph = ImageBytes.real("jpg", 320, 200);
    byte[] behindJunk = ImageBytes.jpeg(30, 20, 1);
    return Stream.of(
        arguments("a real JPEG", photograph, "image/jpeg", 320, 200),
        arguments("a real PNG", ImageBytes.real("png", 31, 17), "image/png", 31, 17),
        arguments("a real GIF", ImageBytes.real("gif", 12, 13), "image/gif", 12, 13),
        arguments("lossy WebP", ImageBytes.webpLossy(640, 480), "image/webp", 640, 480),
        arguments("lossless WebP", ImageBytes.webpLossless(640, 480), "image/webp", 640, 480),
        arguments("extended WebP", ImageBytes.webpExtended(640, 480), "image/webp", 640, 480),
        arguments("50 scans", ImageBytes.jpeg(100, 80, 50), "image/jpeg", 100, 80),
        arguments("40 Mpx", ImageBytes.png(8_000, 5_000, 8, 2), "image/png", 8_000, 5_000),
        arguments("the longest side", ImageBytes.gif(16_384, 2), "image/gif", 16_384, 2),
        arguments(
            "a truncated JPEG behind a good header",
            ImageBytes.truncated(photograph, 700),
            "image/jpeg",
            320,
            200),
        arguments(
            "scans behind the end of the image do not count",
            ImageBytes.join(behindJunk, ImageBytes.jpeg(30, 20, 60)),
            "image/jpeg",
            30,
            20));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("taken")
  void sniff_goodHeader_accepts(String what, byte[] image, String type, int width, int height) {
    assertThat(ImageHeader.sniff(image, LIMITS)).isEqualTo(new Accepted(type, width, height));
  }

  static Stream<Arguments> refused() {
    byte[] wrongCrc = ImageBytes.png(10, 10, 8, 2);
    wrongCrc[wrongCrc.length - 1] ^= 1;
    byte[] jpeg = ImageBytes.jpeg(10, 10, 1);
    return Stream.of(
        arguments("empty", new byte[0], Reason.EMPTY),
        arguments("a byte too many", new byte[(16 << 20) + 1], Reason.TOO_LARGE),
        arguments("HTML", ImageBytes.latin("<!doctype html><html>"), Reason.NOT_AN_IMAGE),
        arguments("an AVIF", ImageBytes.latin("\0\0\0 ftypavif"), Reason.NOT_AN_IMAGE),
        arguments(
            "a WebP bomb of 34 bytes",
            ImageBytes.webpLossless(16_000, 16_000),
            Reason.TOO_MANY_PIXELS),
        arguments("a JPEG of 65500²", ImageBytes.jpeg(65_500, 65_500, 1), Reason.TOO_MANY_PIXELS),
        arguments(
            "a 1-bit PNG of 20000²", ImageBytes.png(20_000, 20_000, 1, 0), Reason.TOO_MANY_PIXELS),
        arguments(
            "a PNG whose size has no sign", ImageBytes.png(-1, -1, 8, 2), Reason.TOO_MANY_PIXELS),
        arguments(
            "an extended WebP", ImageBytes.webpExtended(9_000, 9_000), Reason.TOO_MANY_PIXELS),
        arguments("a long GIF", ImageBytes.gif(16_385, 1), Reason.TOO_MANY_PIXELS),
        arguments("a JPEG of 1,000 scans", ImageBytes.jpeg(100, 100, 1_000), Reason.TOO_MANY_SCANS),
        arguments("51 scans", ImageBytes.jpeg(100, 100, 51), Reason.TOO_MANY_SCANS),
        arguments("no width", ImageBytes.jpeg(0, 100, 1), Reason.BROKEN_HEADER),
        arguments("no height", ImageBytes.gif(100, 0), Reason.BROKEN_HEADER),
        arguments("a wrong checksum", wrongCrc, Reason.BROKEN_HEADER),
        arguments("a PNG of depth 3", ImageBytes.png(10, 10, 3, 0), Reason.BROKEN_HEADER),
        arguments("half a header", ImageBytes.truncated(jpeg, 14), Reason.BROKEN_HEADER),
        arguments(
            "two frames",
            ImageBytes.join(
                ImageBytes.truncated(jpeg, jpeg.length - 2),
                Arrays.copyOfRange(ImageBytes.jpeg(60_000, 60_000, 1), 8, 40)),
            Reason.BROKEN_HEADER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void sniff_whatADecoderMustNotSee_rejects(String what, byte[] image, Reason reason) {
    assertThat(ImageHeader.sniff(image, LIMITS))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sniff_anyBytes_answersInTime(long seed) {
    Random random = new Random(seed);
    byte[][] beginnings = {
      {},
      ImageBytes.jpeg(100, 100, 3),
      ImageBytes.png(100, 100, 8, 6),
      ImageBytes.webpLossy(100, 100),
      ImageBytes.webpLossless(100, 100),
      ImageBytes.webpExtended(100, 100),
      ImageBytes.gif(100, 100)
    };
    assertThat(
            processorTime(
                () -> {
                  for (int i = 0; i < 3_500; i++) {
                    sniffMutated(beginnings[i % beginnings.length], random);
                  }
                }))
        .isLessThan(Duration.ofSeconds(5)); // 1.4 ms each
  }

  private static void sniffMutated(byte[] beginning, Random random) {
    byte[] tail = new byte[random.nextInt(4_000)];
    random.nextBytes(tail);
    byte[] image = ImageBytes.join(beginning, tail);
    for (int flips = random.nextInt(4); flips > 0 && image.length > 0; flips--) {
      image[random.nextInt(Math.min(40, image.length))] = (byte) random.nextInt();
    }
    byte[] cut = Arrays.copyOf(image, random.nextInt(image.length + 1));
    assertThat(ImageHeader.sniff(cut, LIMITS).<Boolean>match(a -> a.width() > 0, r -> true))
        .isTrue();
  }

  @Test
  void sniff_largestJpegOfMarkers_isQuick() {
    byte[] image = Arrays.copyOf(ImageBytes.jpeg(100, 100, 1), 16 << 20);
    Arrays.fill(image, 30, image.length, (byte) 0xff);
    assertThat(processorTime(() -> ImageHeader.sniff(image, LIMITS)))
        .as("for 16 MiB; 20 ms warm, 300 ms cold and instrumented")
        .isLessThan(Duration.ofSeconds(2));
  }

  /** That of this thread alone: a busy machine adds nothing to it. */
  private static Duration processorTime(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
  }
}
