package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
  private static final ContentType FORM =
      MediaTypes.APPLICATION_X_WWW_FORM_URLENCODED.toContentType();

  @Test
  void read_form_decodes() {
    assertThat(SignIn.read(body(FORM, "client_id=shop&client_secret=a%2Bb")))
        .contains(new SignIn("shop", "a+b"));
  }

  @Test
  void read_json() {
    assertThat(
            SignIn.read(
                body(
                    ContentTypes.APPLICATION_JSON,
                    "{\"client_id\":\" shop \",\"client_secret\":\"s\"}")))
        .contains(new SignIn("shop", "s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"client_id\":1,\"client_secret\":\"s\"}",
        "{\"client_id\":\"a\"}"
      })
  void read_otherJson_isNothing(String text) {
    assertThat(read(ContentTypes.APPLICATION_JSON, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "client_id=shop", "client_id=&client_secret=s", "client_secret=s"})
  void read_otherForms_isNothing(String text) {
    assertThat(read(FORM, text)).isEmpty();
  }

  @Test
  void toString_keepsTheSecret() {
    assertThat(new SignIn("shop", "very-secret").toString()).doesNotContain("very-secret");
  }

  private static Optional<SignIn> read(ContentType type, String text) {
    return SignIn.read(body(type, text));
  }

  private static HttpEntity.Strict body(ContentType type, String text) {
    return HttpEntities.create(type, ByteString.fromString(text));
  }
}
