package ocelli.client.images;

import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Problem;

/** Hears of each image of many, in their order within a request, on threads of the client. */
public interface BatchListener {
  /** Ocelli has this image for good. */
  void onAcknowledged(int index, Acknowledgement acknowledgement);

  /** This image is refused; the others are not held up. */
  void onRefused(int index, Problem problem);
}
