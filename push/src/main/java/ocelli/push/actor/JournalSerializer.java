package ocelli.push.actor;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.NotSerializableException;
import ocelli.push.journal.v1m0.JournalHead;
import ocelli.push.journal.v1m0.PositionMoved;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.push.journal.v1m0.WriterSnapshot;

/** Journal bytes are protobuf under one-letter manifests, which are never reused. */
public final class JournalSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 720_201; // written with each event: never changed

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    if (object instanceof SliceAppended) {
      return "S";
    }
    if (object instanceof PositionMoved) {
      return "P";
    }
    if (object instanceof WriterSnapshot) {
      return "W";
    }
    if (object instanceof JournalHead) {
      return "H";
    }
    throw new IllegalArgumentException("not push's: " + object.getClass());
  }

  @Override
  public byte[] toBinary(Object object) {
    return ((Message) object).toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case "S" -> SliceAppended.parseFrom(bytes);
        case "P" -> PositionMoved.parseFrom(bytes);
        case "W" -> WriterSnapshot.parseFrom(bytes);
        case "H" -> JournalHead.parseFrom(bytes);
        default -> throw new NotSerializableException("push has no manifest " + manifest);
      };
    } catch (InvalidProtocolBufferException e) {
      throw new NotSerializableException("damaged " + manifest + ": " + e.getMessage());
    }
  }
}
