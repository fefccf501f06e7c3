package ocelli.vision.tasks;

import ocelli.quality.v1m0.Quality;
import ocelli.vision.core.Processor;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.opencv.Pictures;
import ocelli.vision.opencv.QualityMeasures;
import org.bytedeco.opencv.opencv_core.Mat;

/** The task quality. */
final class QualityLook implements LookingEngine.Look {

  @Override
  public Seen at(Mat picture, EngineRequest request) {
    QualityMeasures measures = QualityMeasures.of(Pictures.grey(picture));
    return new Seen.Result(
        Quality.newBuilder()
            .setWidth(picture.cols())
            .setHeight(picture.rows())
            .setSharpness(measures.sharpness())
            .setBrightness(measures.brightness())
            .setContrast(measures.contrast())
            .setClipped(measures.clipped())
            .setPerceptualHash(measures.perceptualHash())
            .setEngine(Shapes.engine(Pictures.ENGINE, "", Processor.CPU))
            .build());
  }

  @Override
  public void close() {}
}
