package ocelli.vision.onnx;

import java.util.List;

/**
 * dlib's ResNet of 29 convolutions for faces, from face-api's weights: RGB pixels of 150 x 150 from
 * 0 to 255 in, 128 numbers out.
 *
 * <p>A block adds its input to two convolutions of it; a reducing block halves the sides by its
 * first convolution and by averaging its input, whose missing channels are zeros. Each convolution
 * is followed by a scale and a bias of its own, which are folded into it.
 */
final class FaceRecognitionGraph {
  /** dlib's mean colour: red, green, blue. */
  private static final float[] MEAN = {122.782f, 117.001f, 104.298f};

  /** face-api divides by this, dlib by one more; the weights were checked with face-api. */
  private static final float RANGE = 255f;

  private static final int CHIP = 150;
  private static final int EMBEDDING = 128;
  private static final int LAST_CHANNELS = 256;

  private final OnnxGraph graph = new OnnxGraph();
  private final FaceApiWeights weights;

  private FaceRecognitionGraph(FaceApiWeights weights) {
    this.weights = weights;
  }

  /** The network as an ONNX model. */
  static byte[] of(FaceApiWeights weights) {
    return new FaceRecognitionGraph(weights).build();
  }

  private byte[] build() {
    String at = graph.node("Sub", List.of("input", graph.constant(MEAN, 1, 3, 1, 1)));
    at = graph.node("Div", List.of(at, graph.constant(new float[] {RANGE}, 1)));
    at = relu(convolution(at, "conv32_down", 2, false));
    at =
        graph.node(
            "MaxPool",
            List.of(at),
            OnnxGraph.Attribute.list("kernel_shape", 3, 3),
            OnnxGraph.Attribute.list("strides", 2, 2));
    at = blocks(at, "conv32_", 3);
    at = blocks(reducing(at, "conv64_down", 32, false), "conv64_", 3);
    at = blocks(reducing(at, "conv128_down", 64, false), "conv128_", 2);
    at = blocks(reducing(at, "conv256_down", 128, true), "conv256_", 2);
    at = reducing(at, "conv256_down_out", 0, true);
    at = graph.node("GlobalAveragePool", List.of(at));
    at = graph.node("Flatten", List.of(at), OnnxGraph.Attribute.number("axis", 1));
    String last = graph.constant(weights.get("fc").values(), LAST_CHANNELS, EMBEDDING);
    at = graph.node("MatMul", List.of(at, last));
    return graph.model("input", new long[] {1, 3, CHIP, CHIP}, at, new long[] {1, EMBEDDING});
  }

  private String blocks(String input, String name, int count) {
    String at = input;
    for (int i = 1; i <= count; i++) {
      String first = relu(convolution(at, name + i + "/conv1", 1, true));
      String second = convolution(first, name + i + "/conv2", 1, true);
      at = relu(graph.node("Add", List.of(second, at)));
    }
    return at;
  }

  private String reducing(String input, String name, int missingChannels, boolean oneShort) {
    String first = relu(convolution(input, name + "/conv1", 2, false));
    String second = convolution(first, name + "/conv2", 1, true);
    String average =
        graph.node(
            "AveragePool",
            List.of(input),
            OnnxGraph.Attribute.list("kernel_shape", 2, 2),
            OnnxGraph.Attribute.list("strides", 2, 2));
    if (oneShort) {
      second = padded(second, 0, 1);
    }
    if (missingChannels > 0) {
      average = padded(average, missingChannels, 0);
    }
    return relu(graph.node("Add", List.of(second, average)));
  }

  private String padded(String input, int channels, int sides) {
    String ends = graph.constant(0, 0, 0, 0, 0, channels, sides, sides);
    return graph.node("Pad", List.of(input, ends));
  }

  private String relu(String input) {
    return graph.node("Relu", List.of(input));
  }

  private String convolution(String input, String name, int stride, boolean keepSides) {
    Numbers filters = weights.get(name + "/conv/filters");
    float[] scale = weights.get(name + "/scale/weights").values();
    float[] shift = weights.get(name + "/scale/biases").values();
    float[] bias = weights.get(name + "/conv/bias").values().clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] = bias[i] * scale[i] + shift[i];
    }
    long[] shape = filters.shape();
    long pad = keepSides ? shape[0] / 2 : 0;
    String kernel =
        graph.constant(outermostOutput(filters, scale), shape[3], shape[2], shape[0], shape[1]);
    return graph.node(
        "Conv",
        List.of(input, kernel, graph.constant(bias, bias.length)),
        OnnxGraph.Attribute.list("kernel_shape", shape[0], shape[1]),
        OnnxGraph.Attribute.list("strides", stride, stride),
        OnnxGraph.Attribute.list("pads", pad, pad, pad, pad));
  }

  /** Filters from height, width, input, output to output, input, height, width; scaled. */
  private static float[] outermostOutput(Numbers filters, float[] scale) {
    int area = Math.toIntExact(filters.shape()[0] * filters.shape()[1]);
    int inputs = Math.toIntExact(filters.shape()[2]);
    int outputs = Math.toIntExact(filters.shape()[3]);
    float[] turned = new float[filters.values().length];
    for (int at = 0; at < area; at++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          turned[(output * inputs + input) * area + at] =
              filters.values()[(at * inputs + input) * outputs + output] * scale[output];
        }
      }
    }
    return turned;
  }
}
