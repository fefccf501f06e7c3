package ocelli.ingestion.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ocelli.ingestion.core.AcceptedImage;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of an image that the broker has.
 *
 * @param transaction it belongs to
 * @param image its id
 * @param sha256 of the bytes that arrived, in hexadecimal
 * @param bytes how many arrived
 * @param width in pixels, as the header says
 * @param height in pixels, as the header says
 * @param webhook false where the token is a degraded one and no webhook will come; otherwise absent
 */
@JsonPropertyOrder({"transaction", "image", "sha256", "bytes", "width", "height", "webhook"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record Acknowledgement(
    String transaction,
    String image,
    String sha256,
    int bytes,
    int width,
    int height,
    @Nullable Boolean webhook) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Acknowledgement of(AcceptedImage image) {
    return new Acknowledgement(
        image.transaction().value(),
        image.image().value(),
        image.sha256Hex(),
        image.content().length,
        image.header().width(),
        image.header().height(),
        image.admitted().webhook() ? null : Boolean.FALSE);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text and numbers are JSON", e);
    }
  }
}
