package ocelli.vision.core;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ocr.v1m0.Line;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.DeliveredMessage;

/**
 * Cuts a result into parts that can be delivered: a face, a line or a code is never cut, and the
 * parts in their order hold what the whole held. The same result is always cut alike, so that the
 * parts' ids name the same parts after a redelivery.
 */
public final class Parts {
  /** What a delivered message has around its data: at most 460 bytes, with the longest of ids. */
  static final int AROUND_DATA_BYTES = 512;

  /** The most that the data of a part may have, in bytes of JSON. */
  static final int MAX_DATA_BYTES = DeliveredMessage.MAX_BYTES - AROUND_DATA_BYTES;

  private static final int NUMBERS_BYTES = 24; // index and count with ten digits each
  private static final int COMMA_BYTES = 1;

  private Parts() {}

  /**
   * The parts of a result, itself where it is small enough.
   *
   * @return empty where one face, line or code is too large to be delivered even alone
   */
  public static Optional<List<Message>> of(Message result) {
    if (jsonBytes(result) <= MAX_DATA_BYTES) {
      return Optional.of(List.of(result));
    }
    if (result instanceof ExtractedFaces faces) {
      return faces(faces);
    }
    if (result instanceof Text text) {
      return text(text);
    }
    if (result instanceof Codes codes) {
      return codes(codes);
    }
    return Optional.empty();
  }

  private static Optional<List<Message>> faces(ExtractedFaces whole) {
    ExtractedFaces rest = whole.toBuilder().clearFaces().build();
    return grouped(whole.getFacesList(), Parts::jsonBytes, jsonBytes(rest))
        .map(groups -> numbered(groups, (group, index) -> part(rest, group, index, groups.size())));
  }

  private static Message part(
      ExtractedFaces rest, List<ExtractedFace> faces, int index, int count) {
    return rest.toBuilder().addAllFaces(faces).setIndex(index).setCount(count).build();
  }

  private static Optional<List<Message>> text(Text whole) {
    Text rest = whole.toBuilder().clearLines().clearText().build();
    return grouped(whole.getLinesList(), Parts::lineBytes, jsonBytes(rest))
        .map(groups -> numbered(groups, (group, index) -> part(rest, group, index, groups.size())));
  }

  private static Message part(Text rest, List<Line> lines, int index, int count) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.getText()).append('\n'));
    return rest.toBuilder()
        .setText(text.toString())
        .addAllLines(lines)
        .setIndex(index)
        .setCount(count)
        .build();
  }

  /** A line's text is in the line and in its part's text, there with an escaped line feed. */
  private static int lineBytes(Line line) {
    return jsonBytes(line)
        + jsonBytes(Line.newBuilder().setText(line.getText()).build())
        + "\\n".length();
  }

  private static Optional<List<Message>> codes(Codes whole) {
    Codes rest = whole.toBuilder().clearCodes().build();
    return grouped(whole.getCodesList(), Parts::jsonBytes, jsonBytes(rest))
        .map(groups -> numbered(groups, (group, index) -> part(rest, group, index, groups.size())));
  }

  private static Message part(Codes rest, List<Code> codes, int index, int count) {
    return rest.toBuilder().addAllCodes(codes).setIndex(index).setCount(count).build();
  }

  /** As many as fit into each group, in their order; empty where one does not fit alone. */
  private static <T> Optional<List<List<T>>> grouped(
      List<T> items, Size<? super T> size, int restBytes) {
    int room = MAX_DATA_BYTES - restBytes - NUMBERS_BYTES;
    List<List<T>> groups = new ArrayList<>();
    List<T> group = new ArrayList<>();
    int used = 0;
    for (T item : items) {
      int bytes = size.of(item) + COMMA_BYTES;
      if (bytes > room) {
        return Optional.empty();
      }
      if (used + bytes > room) {
        groups.add(group);
        group = new ArrayList<>();
        used = 0;
      }
      group.add(item);
      used += bytes;
    }
    groups.add(group);
    return Optional.of(groups);
  }

  private static <T> List<Message> numbered(List<List<T>> groups, Part<T> part) {
    List<Message> parts = new ArrayList<>();
    for (List<T> group : groups) {
      parts.add(part.of(group, parts.size()));
    }
    return List.copyOf(parts);
  }

  private static int jsonBytes(Message message) {
    return DeliveredMessage.data(message).getBytes(StandardCharsets.UTF_8).length;
  }

  /** The bytes of JSON that an item takes. */
  private interface Size<T> {
    int of(T item);
  }

  /** A part made of some items. */
  private interface Part<T> {
    Message of(List<T> items, int index);
  }
}
