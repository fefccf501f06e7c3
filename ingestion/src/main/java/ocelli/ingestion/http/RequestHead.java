package ocelli.ingestion.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import ocelli.protocol.TransactionId;

/**
 * What a request says beside its body.
 *
 * @param transaction that its images belong to
 * @param of how many images the transaction has; 0 where the client does not say
 * @param key the Idempotency-Key: the same key is the same image
 * @param authorization the header, not judged yet
 */
record RequestHead(
    TransactionId transaction, int of, Optional<String> key, Optional<String> authorization) {
  private static final int MAX_OF = 1_000; // the most images of a transaction (ARCHITECTURE)
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,256}");
  static final String KEY_HEADER = "Idempotency-Key";

  /** Reads the head; a field that breaks its rule is named. */
  static Outcome<RequestHead> read(String transaction, Optional<String> of, HttpRequest request) {
    Optional<String> key = header(request, KEY_HEADER);
    if (!TransactionId.isValid(transaction)) {
      return Refusals.badField("bad-transaction", "transaction", "1 to 128 of [A-Za-z0-9._~-]");
    }
    if (of.isPresent() && !isCount(of.get())) {
      return Refusals.badField("bad-parameter", "of", "a whole number from 1 to " + MAX_OF);
    }
    if (key.isPresent() && !isKey(key.get())) {
      return Refusals.badField(
          "bad-idempotency-key", KEY_HEADER, "1 to 256 printable ASCII characters");
    }
    return Outcome.taken(
        new RequestHead(
            new TransactionId(transaction),
            of.map(Integer::parseInt).orElse(0),
            key,
            header(request, "Authorization")));
  }

  /** The same request for one of its parts: under a key, part and key together name the image. */
  RequestHead part(long index) {
    return new RequestHead(transaction, of, key.map(text -> text + "/" + index), authorization);
  }

  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  private static boolean isCount(String text) {
    return NUMBER.matcher(text).matches()
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MAX_OF;
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  @Override
  public String toString() {
    return "images of " + transaction; // never the token
  }
}
