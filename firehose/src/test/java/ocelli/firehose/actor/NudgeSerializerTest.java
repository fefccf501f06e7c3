package ocelli.firehose.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class NudgeSerializerTest {
  @Test
  void nudge_crossesNodes() throws Exception {
    ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
    try {
      Serialization serialization = SerializationExtension.get(kit.system());
      ClientHubs.Nudge nudge =
          new ClientHubs.Nudge(Map.of(new ClientId("a"), 5L, new ClientId("b~c"), 1L << 52));
      var serializer = serialization.findSerializerFor(nudge);
      assertThat(serializer).isInstanceOf(NudgeSerializer.class);
      byte[] bytes = serializer.toBinary(nudge);
      String manifest = Serializers.manifestFor(serializer, nudge);
      assertThat(serialization.deserialize(bytes, serializer.identifier(), manifest).get())
          .isEqualTo(nudge);
    } finally {
      kit.shutdownTestKit();
    }
  }
}
