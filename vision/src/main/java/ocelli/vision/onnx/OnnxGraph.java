package ocelli.vision.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a network as an ONNX model. Field numbers are those of onnx.proto, IR version 8, operator
 * set 13.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final List<ByteString> nodes = new ArrayList<>();
  private final List<ByteString> constants = new ArrayList<>();
  private int names;

  /** Writes the fields of one message. */
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /** An attribute of an operator. */
  record Attribute(ByteString bytes) {

    /** A list of whole numbers. */
    static Attribute list(String name, long... values) {
      return new Attribute(
          OnnxGraph.message(
              out -> {
                out.writeString(1, name);
                for (long value : values) {
                  out.writeInt64(8, value);
                }
                out.writeInt32(20, 7);
              }));
    }

    /** A whole number. */
    static Attribute number(String name, long value) {
      return new Attribute(
          OnnxGraph.message(
              out -> {
                out.writeString(1, name);
                out.writeInt64(3, value);
                out.writeInt32(20, 2);
              }));
    }
  }

  /** Adds numbers that never change; answers their name. */
  String constant(float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return constant(raw.array(), FLOAT, shape);
  }

  /** Adds whole numbers that never change; answers their name. */
  String constant(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return constant(raw.array(), INT64, values.length);
  }

  private String constant(byte[] raw, int type, long... shape) {
    String name = "constant" + names++;
    constants.add(
        message(
            out -> {
              for (long side : shape) {
                out.writeInt64(1, side);
              }
              out.writeInt32(2, type);
              out.writeString(8, name);
              out.writeByteArray(9, raw);
            }));
    return name;
  }

  /** Adds an operator; answers the name of what it computes. */
  String node(String operator, List<String> inputs, Attribute... attributes) {
    String output = "value" + names++;
    named(operator, inputs, output, attributes);
    return output;
  }

  private void named(String operator, List<String> inputs, String output, Attribute... attributes) {
    nodes.add(
        message(
            out -> {
              for (String input : inputs) {
                out.writeString(1, input);
              }
              out.writeString(2, output);
              out.writeString(3, output);
              out.writeString(4, operator);
              for (Attribute attribute : attributes) {
                out.writeBytes(5, attribute.bytes());
              }
            }));
  }

  /** The model that computes {@code output} of one input and one answer, both of floats. */
  byte[] model(String input, long[] inputShape, String output, long[] outputShape) {
    named("Identity", List.of(output), "output");
    ByteString graph =
        message(
            out -> {
              for (ByteString node : nodes) {
                out.writeBytes(1, node);
              }
              out.writeString(2, "ocelli");
              for (ByteString constant : constants) {
                out.writeBytes(5, constant);
              }
              out.writeBytes(11, value(input, inputShape));
              out.writeBytes(12, value("output", outputShape));
            });
    return message(
            out -> {
              out.writeInt64(1, IR_VERSION);
              out.writeBytes(7, graph);
              out.writeBytes(8, message(set -> set.writeInt64(2, OPERATORS)));
            })
        .toByteArray();
  }

  private static ByteString value(String name, long[] shape) {
    ByteString sides =
        message(
            out -> {
              for (long side : shape) {
                out.writeBytes(1, message(one -> one.writeInt64(1, side)));
              }
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeBytes(2, sides);
            });
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, message(type -> type.writeBytes(1, tensor)));
        });
  }

  private static ByteString message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
