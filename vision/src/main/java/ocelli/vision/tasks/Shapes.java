package ocelli.vision.tasks;

import ocelli.vision.core.Place;
import ocelli.vision.core.Processor;
import ocelli.vision.core.Region;
import ocelli.vision.v1m0.Box;
import ocelli.vision.v1m0.Engine;
import ocelli.vision.v1m0.Point;

/** Geometry as messages have it. */
final class Shapes {
  private Shapes() {}

  static Box box(Region region) {
    return Box.newBuilder()
        .setX((float) region.x())
        .setY((float) region.y())
        .setWidth((float) region.width())
        .setHeight((float) region.height())
        .build();
  }

  static Point point(Place place) {
    return Point.newBuilder().setX((float) place.x()).setY((float) place.y()).build();
  }

  static Engine engine(String name, String model, Processor processor) {
    return Engine.newBuilder().setName(name).setModel(model).setBackend(processor.label()).build();
  }
}
