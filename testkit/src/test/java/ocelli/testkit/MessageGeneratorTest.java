package ocelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.Payloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every message of the protocol, whatever is in it. */
class MessageGeneratorTest {
  private static final int INSTANCES = 300;
  private static final long SEED = 20_261_121;

  static Stream<Message> types() {
    return Stream.concat(Stream.of(Envelope.getDefaultInstance()), Payloads.types());
  }

  @ParameterizedTest(name = "seed 20261121: {0}")
  @MethodSource("types")
  void parse_serialised_isTheSame(Message type) throws InvalidProtocolBufferException {
    for (Message message : instances(type)) {
      assertThat(type.getParserForType().parseFrom(message.toByteArray())).isEqualTo(message);
    }
  }

  @ParameterizedTest(name = "seed 20261121: {0}")
  @MethodSource("types")
  void parse_json_isTheSame(Message type) throws InvalidProtocolBufferException {
    for (Message message : instances(type)) {
      Message withoutAny = withoutAny(message);
      Message.Builder parsed = type.newBuilderForType();
      JsonFormat.parser().merge(JsonFormat.printer().print(withoutAny), parsed);
      assertThat(parsed.build()).isEqualTo(withoutAny);
    }
  }

  @ParameterizedTest(name = "seed 20261121: {0}")
  @MethodSource("types")
  void unpack_packed_isTheSame(Message type) throws InvalidProtocolBufferException {
    for (Message message : instances(type)) {
      if (!(message instanceof Envelope)) {
        assertThat(Payloads.unpack(Payloads.pack(message))).contains(message);
      }
    }
  }

  @Test
  void read_anyEnvelope_answersWithoutThrowing() {
    for (Message envelope : instances(Envelope.getDefaultInstance())) {
      assertThat(EnvelopeReader.read(envelope.toByteArray())).isNotNull();
    }
  }

  @Test
  void read_randomBytes_answersWithoutThrowing() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < INSTANCES; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertThat(EnvelopeReader.read(bytes)).isInstanceOf(EnvelopeReader.Malformed.class);
    }
  }

  @Test
  void next_manyImages_emptyContentAndOddTypesAreAmongThem() {
    List<IngestedImage> images = new ArrayList<>();
    instances(IngestedImage.getDefaultInstance()).forEach(m -> images.add((IngestedImage) m));
    assertThat(images).anyMatch(image -> image.getContent().isEmpty());
    assertThat(images).anyMatch(image -> image.getContent().size() > 100);
    assertThat(images).anyMatch(image -> image.getMimeType().contains("\u0000"));
    assertThat(images.stream().distinct().count()).isGreaterThan(INSTANCES / 2);
  }

  private static List<Message> instances(Message type) {
    MessageGenerator generator = new MessageGenerator(new SplittableRandom(SEED));
    return IntStream.range(0, INSTANCES).mapToObj(i -> generator.next(type)).toList();
  }

  /** JSON can only carry an Any of a known type, which a generated one is not. */
  private static Message withoutAny(Message message) {
    return message instanceof Envelope envelope
        ? envelope.toBuilder().setPayload(Any.getDefaultInstance()).build()
        : message;
  }
}
