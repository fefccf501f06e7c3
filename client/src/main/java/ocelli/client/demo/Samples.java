package ocelli.client.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The sample images; their origin and licences are in the README beside them. */
public final class Samples {
  static final String ONBOARDING = "onboarding";
  static final String PARCEL = "parcel";
  static final String LETTER = "letter";

  /** How many different people the transaction onboarding shows. */
  static final int PEOPLE = 2;

  private static final String FOLDER = "/samples/";

  private Samples() {}

  static List<Sample> all() {
    return List.of(
        Sample.of(ONBOARDING, "id-card.jpg").faces(1).words("SAMPLE", "EILEEN"),
        Sample.of(ONBOARDING, "portrait.jpg").faces(1),
        Sample.of(ONBOARDING, "portrait-mirrored.webp").faces(1),
        Sample.of(ONBOARDING, "colleague.jpg").faces(1),
        Sample.of(PARCEL, "receipt.png").faces(0).words("GREEN", "TOTAL", "23.10"),
        Sample.of(PARCEL, "parcel-label.png")
            .words("SEAHAVEN", "Miller")
            .codes("https://example.org/parcel/4417-2093"),
        Sample.of(PARCEL, "product.png").codes("4006381333931"),
        Sample.of(PARCEL, "shipment.gif").codes("OCELLI-2026-0042"),
        Sample.of(PARCEL, "bad-photo.jpg").badlyTaken(),
        Sample.of(LETTER, "letter.png").faces(0).words("Lighthouse", "December", "12,950"),
        Sample.of(LETTER, "programme-tilted.jpg").faces(0).words("Programme", "Soup", "harbour"),
        Sample.of(LETTER, "screen.png").faces(0).words("Orders", "Seahaven"),
        Sample.of(LETTER, "broken.jpg").broken());
  }

  /** The bytes of those that can be decoded, in a fixed order. */
  public static List<byte[]> decodable() {
    return all().stream().filter(Sample::readable).map(Samples::bytes).toList();
  }

  static byte[] bytes(Sample sample) {
    try (InputStream file = Samples.class.getResourceAsStream(FOLDER + sample.file())) {
      if (file == null) {
        throw new IllegalStateException("the sample " + sample.file() + " was not packed");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
