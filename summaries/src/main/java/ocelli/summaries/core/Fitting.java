package ocelli.summaries.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ocelli.protocol.DeliveredMessage;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Summary;

/**
 * Keeps a summary within the size of a delivered message. Texts are shortened first, image by image
 * alike, for each was delivered whole as a result of its own; then codes and persons, then images.
 * What was left out is said in the sentence.
 */
final class Fitting {
  // Ids, cursor, type and timestamp around the data: 500 bytes, and a transaction of 128.
  private static final int WRAPPER_BYTES = 1024;
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final List<Limit> LIMITS =
      List.of(
          new Limit(NO_LIMIT, NO_LIMIT, NO_LIMIT),
          new Limit(32_768, NO_LIMIT, NO_LIMIT),
          new Limit(8_192, NO_LIMIT, NO_LIMIT),
          new Limit(2_048, NO_LIMIT, NO_LIMIT),
          new Limit(512, NO_LIMIT, NO_LIMIT),
          new Limit(128, 1000, NO_LIMIT),
          new Limit(32, 200, NO_LIMIT),
          new Limit(0, 20, NO_LIMIT),
          new Limit(0, 0, NO_LIMIT),
          new Limit(0, 0, 500));

  /** How many characters per image, codes and persons, and images are kept. */
  private record Limit(int textLength, int items, int images) {}

  private Fitting() {}

  static Summary fit(Summary whole) {
    Summary fitting = whole;
    for (Limit limit : LIMITS) {
      fitting = within(limit, whole);
      if (fits(fitting)) {
        return fitting;
      }
    }
    return fitting;
  }

  private static boolean fits(Summary summary) {
    // JSON is never smaller than protobuf here: what is too large as protobuf needs no rendering.
    int most = DeliveredMessage.MAX_BYTES - WRAPPER_BYTES;
    return summary.getSerializedSize() <= most
        && DeliveredMessage.data(summary).getBytes(StandardCharsets.UTF_8).length <= most;
  }

  private static Summary within(Limit limit, Summary whole) {
    if (limit.textLength() == NO_LIMIT) {
      return whole;
    }
    Summary.Builder cut = whole.toBuilder().clearImages().clearCodes().clearPersons();
    whole.getImagesList().stream()
        .limit(limit.images())
        .forEach(image -> cut.addImages(shortened(image, limit.textLength())));
    whole.getCodesList().stream().limit(limit.items()).forEach(cut::addCodes);
    whole.getPersonsList().stream().limit(limit.items()).forEach(cut::addPersons);
    return cut.setText(Composer.joined(cut.getImagesList().stream().map(Image::getText).toList()))
        .setSentence(whole.getSentence() + " Shortened to fit.")
        .build();
  }

  private static Image shortened(Image image, int length) {
    String text = image.getText();
    if (text.length() <= length) {
      return image;
    }
    int end =
        length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return image.toBuilder().setText(text.substring(0, end)).build();
  }
}
