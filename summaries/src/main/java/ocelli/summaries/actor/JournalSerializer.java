package ocelli.summaries.actor;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.NotSerializableException;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Published;
import ocelli.summaries.journal.v1m0.Snapshot;

/** Journal and snapshot bytes: protobuf with a short manifest that never changes its meaning. */
public final class JournalSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 5301; // ours alone; below 40 are Akka's
  private static final String ADVANCED = "a1";
  private static final String PUBLISHED = "p1";
  private static final String SNAPSHOT = "s1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof Advanced) {
      return ADVANCED;
    }
    if (message instanceof Published) {
      return PUBLISHED;
    }
    if (message instanceof Snapshot) {
      return SNAPSHOT;
    }
    throw new IllegalArgumentException("not of the summaries' journal: " + message.getClass());
  }

  @Override
  public byte[] toBinary(Object message) {
    return ((MessageLite) message).toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case ADVANCED -> Advanced.parseFrom(bytes);
        case PUBLISHED -> Published.parseFrom(bytes);
        case SNAPSHOT -> Snapshot.parseFrom(bytes);
        default -> throw new NotSerializableException("unknown manifest " + manifest);
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the journal is damaged: " + manifest, e);
    }
  }
}
