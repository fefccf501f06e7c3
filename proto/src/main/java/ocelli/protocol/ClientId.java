package ocelli.protocol;

import java.util.regex.Pattern;

/**
 * Who owns images and messages: the subject of a verified token.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._~-]}
 */
public record ClientId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  public ClientId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("client: 1 to 64 of [A-Za-z0-9._~-], not " + value);
    }
  }

  /** Whether the text can be a client id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
