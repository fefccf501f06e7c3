package ocelli.vision.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import ocelli.vision.core.ModelFile;

/**
 * The weights of a network as face-api publishes them: a manifest of names and shapes, and their
 * numbers one after the other, 8 bits each with a scale and a least value.
 */
final class FaceApiWeights {
  private final Map<String, Numbers> weights = new HashMap<>();

  private FaceApiWeights() {}

  static FaceApiWeights read(ModelFile manifest, ModelFile numbers) {
    FaceApiWeights read = new FaceApiWeights();
    ByteBuffer rest = ByteBuffer.wrap(numbers.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      JsonNode entries = new ObjectMapper().readTree(manifest.bytes()).path(0).path("weights");
      entries.forEach(entry -> read.add(entry, rest));
    } catch (IOException e) {
      throw new UncheckedIOException("the weights' manifest", e);
    }
    if (rest.hasRemaining()) {
      throw new IllegalStateException(rest.remaining() + " bytes of weights without a name");
    }
    return read;
  }

  Numbers get(String name) {
    Numbers found = weights.get(name);
    if (found == null) {
      throw new IllegalStateException("no weights " + name);
    }
    return found;
  }

  private void add(JsonNode entry, ByteBuffer rest) {
    long[] shape = new long[entry.path("shape").size()];
    int size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").path(i).asLong();
      size = Math.toIntExact(size * shape[i]);
    }
    float[] values = new float[size];
    JsonNode scale = entry.path("quantization");
    for (int i = 0; i < size; i++) {
      values[i] = scale.isMissingNode() ? rest.getFloat() : number(scale, rest.get());
    }
    weights.put(entry.path("name").asText(), new Numbers(values, shape));
  }

  private static float number(JsonNode scale, byte value) {
    return (float) ((value & 0xff) * scale.path("scale").asDouble() + scale.path("min").asDouble());
  }
}
