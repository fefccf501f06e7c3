package ocelli.authz.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.HttpCredentials;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.issue.Secrets;
import ocelli.protocol.ClientId;

/** Secrets in the registry of another process that has authn's role. */
public final class RemoteSecrets implements Secrets {
  private static final long MAX_BODY_MILLIS = 5_000; // a body of 80 bytes from a neighbour
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActorSystem<?> system;
  private final String url;

  /**
   * @param url of authn's role: scheme, host and port
   */
  public RemoteSecrets(ActorSystem<?> system, String url) {
    this.system = system;
    this.url = url;
  }

  @Override
  public CompletionStage<ClientSecret> add(ClientId client, String operatorToken) {
    return call(HttpRequest.POST(address(client) + "/secrets"), 201, operatorToken)
        .thenApply(RemoteSecrets::secret);
  }

  @Override
  public CompletionStage<Boolean> remove(ClientId client, String operatorToken) {
    return call(HttpRequest.DELETE(address(client)), 204, operatorToken).thenApply(body -> true);
  }

  private String address(ClientId client) {
    return url + "/authn/clients/" + client.value();
  }

  private CompletionStage<String> call(HttpRequest request, int expected, String operatorToken) {
    return Http.get(system)
        .singleRequest(
            request.addCredentials(HttpCredentials.createOAuth2BearerToken(operatorToken)))
        .thenCompose(response -> body(response, expected));
  }

  private CompletionStage<String> body(HttpResponse response, int expected) {
    return response
        .entity()
        .toStrict(MAX_BODY_MILLIS, system)
        .thenApply(
            strict -> {
              if (response.status().intValue() != expected) {
                throw new IllegalStateException("authn answers " + response.status());
              }
              return strict.getData().utf8String();
            });
  }

  private static ClientSecret secret(String body) {
    try {
      return new ClientSecret(JSON.readTree(body).path("client_secret").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("authn's answer is not JSON", e);
    }
  }
}
