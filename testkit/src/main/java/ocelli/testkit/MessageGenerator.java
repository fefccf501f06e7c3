package ocelli.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes messages of any type from its descriptor: fields absent as often as present, empty content,
 * odd text, extreme numbers. The same generator state gives the same message.
 */
public final class MessageGenerator {
  private static final int MAX_DEPTH = 4; // deeper nesting than the protocol has
  private static final int MAX_REPEATED = 4;
  private static final int MAX_BYTES = 200;
  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "\"\\\n\r\t</script>",
          "\u202eright to left",
          "e\u0301 \ud83d\ude00 \u2028",
          "image/JPEG; q=\u00e9",
          "x".repeat(300));

  private final RandomGenerator random;

  /**
   * @param random such as {@code new SplittableRandom(seed)}; name the seed in the test
   */
  public MessageGenerator(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A message of the type of {@code prototype}.
   *
   * @param prototype any instance of the type
   */
  @SuppressWarnings("unchecked")
  public <M extends Message> M next(M prototype) {
    return (M) message(prototype.newBuilderForType(), 0);
  }

  private Message message(Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        int count = depth >= MAX_DEPTH ? 0 : random.nextInt(MAX_REPEATED + 1);
        for (int i = 0; i < count; i++) {
          builder.addRepeatedField(field, value(builder, field, depth));
        }
      } else if (random.nextBoolean() && (depth < MAX_DEPTH || !isMessage(field))) {
        builder.setField(field, value(builder, field, depth));
      }
    }
    return builder.build();
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private Object value(Message.Builder owner, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> number(Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt()).intValue();
      case LONG -> number(Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
      case FLOAT -> (float) (random.nextGaussian() * 1e3);
      case DOUBLE -> random.nextGaussian() * 1e6;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> bytes();
      case ENUM -> anyOf(field.getEnumType().getValues());
      case MESSAGE -> message(owner.newBuilderForField(field), depth + 1);
    };
  }

  private Long number(long least, long greatest, long any) {
    return anyOf(List.of(0L, 1L, -1L, least, greatest, any));
  }

  private String text() {
    if (random.nextInt(3) == 0) {
      return anyOf(ODD_TEXTS);
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append((char) (' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(MAX_BYTES + 1)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
