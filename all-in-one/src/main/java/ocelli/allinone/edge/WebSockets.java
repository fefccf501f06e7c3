package ocelli.allinone.edge;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.japi.Pair;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.AsPublisher;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** Passes WebSockets on: the client is only let in once the service has let us in. */
final class WebSockets {
  private final ActorSystem<?> system;

  WebSockets(ActorSystem<?> system) {
    this.system = system;
  }

  CompletionStage<HttpResponse> pass(HttpRequest request, HttpRequest onward) {
    WebSocketUpgrade upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade).orElseThrow();
    Flow<Message, Message, Pair<Publisher<Message>, Subscriber<Message>>> ends =
        Flow.fromSinkAndSourceMat(
            Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Source.asSubscriber(), Keep.both());
    Pair<CompletionStage<WebSocketUpgradeResponse>, Pair<Publisher<Message>, Subscriber<Message>>>
        running =
            Http.get(system)
                .singleWebSocketRequest(
                    asked(onward), ends, SystemMaterializer.get(system).materializer());
    return running
        .first()
        .thenApply(
            answer ->
                answer.isValid()
                    ? upgrade.handleMessagesWith(joined(running.second()))
                    : answer.response());
  }

  private static Flow<Message, Message, NotUsed> joined(
      Pair<Publisher<Message>, Subscriber<Message>> ends) {
    return Flow.fromSinkAndSource(
        Sink.fromSubscriber(ends.second()), Source.fromPublisher(ends.first()));
  }

  private static WebSocketRequest asked(HttpRequest onward) {
    String scheme = onward.getUri().getScheme().equals("https") ? "wss" : "ws";
    WebSocketRequest asked = WebSocketRequest.create(onward.getUri().scheme(scheme));
    for (HttpHeader header : onward.getHeaders()) {
      if (!header.lowercaseName().startsWith("sec-websocket") && !header.is("host")) {
        asked = asked.addHeader(header);
      }
    }
    return asked;
  }
}
