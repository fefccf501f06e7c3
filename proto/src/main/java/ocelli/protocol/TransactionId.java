package ocelli.protocol;

import java.util.regex.Pattern;

/**
 * What a client groups images by; chosen by the client (INTERFACE: the path of {@code POST
 * /images/{transaction}}).
 *
 * @param value 1 to 128 of {@code [A-Za-z0-9._~-]}
 */
public record TransactionId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  public TransactionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("transaction: 1 to 128 of [A-Za-z0-9._~-], not " + value);
    }
  }

  /** Whether the text can be a transaction id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
