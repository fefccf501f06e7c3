package ocelli.vision.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.FloatBuffer;
import java.util.Map;
import ocelli.vision.core.Processor;

/** A network with one input and one output; any number of threads may run it. */
final class OrtModel {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final String input;

  OrtModel(byte[] model, Processor processor) {
    try (OrtSession.SessionOptions options = options(processor)) {
      session = ENVIRONMENT.createSession(model, options);
      input = session.getInputNames().iterator().next();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses a model", e);
    }
  }

  /** As results name it. */
  static String engine() {
    return "onnxruntime " + ENVIRONMENT.getVersion();
  }

  private static OrtSession.SessionOptions options(Processor processor) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.setDeterministicCompute(true);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setCPUArenaAllocator(false);
    options.setMemoryPatternOptimization(false);
    if (processor == Processor.CUDA) {
      options.addCUDA(new OrtCUDAProviderOptions(0));
    }
    return options;
  }

  /** Numbers in, numbers out, each with their shape. */
  Numbers run(Numbers numbers) {
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                ENVIRONMENT, FloatBuffer.wrap(numbers.values()), numbers.shape());
        OrtSession.Result answers = session.run(Map.of(input, tensor))) {
      OnnxTensor answer = (OnnxTensor) answers.get(0);
      FloatBuffer buffer = answer.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return new Numbers(values, answer.getInfo().getShape());
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on a network", e);
    }
  }
}
