package ocelli.protocol;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.codes.v1m0.Codes;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.ocr.v1m0.Text;
import ocelli.quality.v1m0.Quality;
import ocelli.summary.v1m0.Summary;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import ocelli.vision.v1m0.Failed;

/** The message types that travel in an envelope, and how they are packed and found again. */
public final class Payloads {
  private static final String TYPE_URL_PREFIX = "type.googleapis.com/";
  private static final String ROOT_PACKAGE = "ocelli.";

  private static final Map<String, Message> KNOWN =
      Stream.of(
              IngestedImage.getDefaultInstance(),
              Announced.getDefaultInstance(),
              Closed.getDefaultInstance(),
              Failed.getDefaultInstance(),
              ExtractedFaces.getDefaultInstance(),
              Text.getDefaultInstance(),
              Codes.getDefaultInstance(),
              Quality.getDefaultInstance(),
              Summary.getDefaultInstance())
          .collect(Collectors.toUnmodifiableMap(Payloads::typeUrl, Function.identity()));

  private Payloads() {}

  /** The message as an Any, its bytes in protobuf's deterministic form. */
  public static Any pack(Message message) {
    return Any.newBuilder().setTypeUrl(typeUrl(message)).setValue(message.toByteString()).build();
  }

  /**
   * The message in an Any.
   *
   * @return empty where its type is none of the protocol's
   * @throws InvalidProtocolBufferException where its bytes are not of its type
   */
  public static Optional<Message> unpack(Any any) throws InvalidProtocolBufferException {
    Message type = KNOWN.get(any.getTypeUrl());
    return type == null
        ? Optional.empty()
        : Optional.of(type.getParserForType().parseFrom(any.getValue()));
  }

  /** The type as clients see it: {@code ocr.v1m0.Text}. */
  public static String clientType(Any any) {
    String url = any.getTypeUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    return name.startsWith(ROOT_PACKAGE) ? name.substring(ROOT_PACKAGE.length()) : name;
  }

  /** Whether clients get messages of this type; the others are between services only. */
  public static boolean isDelivered(Message message) {
    return !(message instanceof IngestedImage
        || message instanceof Announced
        || message instanceof Closed);
  }

  /** All message types that can be in an envelope, as default instances. */
  public static Stream<Message> types() {
    return KNOWN.values().stream();
  }

  private static String typeUrl(Message message) {
    return TYPE_URL_PREFIX + message.getDescriptorForType().getFullName();
  }
}
