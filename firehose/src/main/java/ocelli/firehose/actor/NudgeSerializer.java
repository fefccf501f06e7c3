package ocelli.firehose.actor;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import ocelli.protocol.ClientId;

/** Nudges between nodes: a count, then clients and cursors. Never stored. */
public final class NudgeSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 5801; // any number that no other serializer of ours has
  private static final String MANIFEST = "N";

  /** Made by Akka. */
  public NudgeSerializer(ExtendedActorSystem system) {}

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object object) {
    Map<ClientId, Long> lasts = ((ClientHubs.Nudge) object).lasts();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(lasts.size());
      for (Map.Entry<ClientId, Long> last : lasts.entrySet()) {
        out.writeUTF(last.getKey().value());
        out.writeLong(last.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    if (!manifest.equals(MANIFEST)) {
      throw new NotSerializableException("no nudge: " + manifest);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Map<ClientId, Long> lasts = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        ClientId client = new ClientId(in.readUTF());
        lasts.put(client, in.readLong());
      }
      return new ClientHubs.Nudge(lasts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
