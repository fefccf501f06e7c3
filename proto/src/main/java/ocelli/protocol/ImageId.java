package ocelli.protocol;

import java.util.regex.Pattern;

/**
 * Names an accepted image.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record ImageId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public ImageId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("image: 32 lower-case hexadecimal digits, not " + value);
    }
  }

  /** Whether the text can be an image id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /**
   * The id of an image sent with an {@code Idempotency-Key}: the same client, transaction and key
   * always give the same image.
   */
  public static ImageId derived(ClientId client, TransactionId transaction, String idempotencyKey) {
    return new ImageId(Digests.name("image", client.value(), transaction.value(), idempotencyKey));
  }

  /**
   * The id of an image sent without a key.
   *
   * @param random 16 random bytes
   */
  public static ImageId random(byte[] random) {
    if (random.length != 16) {
      throw new IllegalArgumentException("16 random bytes, not " + random.length);
    }
    return new ImageId(Digests.hex(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
