package ocelli.authz.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import ocelli.authz.core.ClientSecret;
import ocelli.protocol.ClientId;

/**
 * How a client says who it is: HTTP Basic with both parts form-encoded, or fields of the form (RFC
 * 6749, 2.3.1).
 */
record ClientCredentials(ClientId client, ClientSecret secret) {

  /** Empty where there are none, or where they cannot be anybody's. */
  static Optional<ClientCredentials> of(Optional<String> authorization, Form form) {
    return authorization.isPresent()
        ? basic(authorization.get())
        : form.field("client_id")
            .flatMap(client -> form.field("client_secret").flatMap(s -> checked(client, s)));
  }

  private static Optional<ClientCredentials> basic(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("basic ".length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : checked(formDecoded(pair.substring(0, colon)), formDecoded(pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) { // not base64, or a broken percent-encoding
      return Optional.empty();
    }
  }

  private static String formDecoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  private static Optional<ClientCredentials> checked(String client, String secret) {
    return ClientId.isValid(client)
        ? Optional.of(new ClientCredentials(new ClientId(client), new ClientSecret(secret)))
        : Optional.empty();
  }
}
