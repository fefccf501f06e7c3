package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CompatibilityTest {
  private static final Path RELEASED = Path.of("src/test/released/protocol.desc");

  @Test
  void protocol_againstTheReleasedOne_breaksNothing() throws IOException {
    List<FileDescriptorProto> now = Protocol.files();
    if (Files.exists(RELEASED)) {
      assertThat(Compatibility.breaks(Protocol.ours(RELEASED), now)).isEmpty();
    }
    if (Protocol.UPDATE) {
      release(now);
    }
    assertThat(Compatibility.breaks(now, Protocol.ours(RELEASED)))
        .as("added and not yet released: run with -Docelli.update=true")
        .isEmpty();
  }

  @Test
  void breaks_fieldAdded_none() {
    assertBreaks(message -> message.addFieldBuilder().setName("more").setNumber(9));
  }

  @Test
  void breaks_fieldRemoved_isNamed() {
    assertBreaks(message -> message.removeField(0), "ocelli.t.v1m0.M.a is gone: number 1");
  }

  @Test
  void breaks_fieldRenamed_isNamed() {
    assertBreaks(
        message -> message.getFieldBuilder(0).setName("b"), "ocelli.t.v1m0.M.a: name a became b");
  }

  @Test
  void breaks_fieldTypeChanged_isNamed() {
    assertBreaks(
        message -> message.getFieldBuilder(0).setType(FieldDescriptorProto.Type.TYPE_BYTES),
        "ocelli.t.v1m0.M.a: type TYPE_STRING became TYPE_BYTES");
  }

  @Test
  void breaks_fieldRepeated_isNamed() {
    assertBreaks(
        message -> message.getFieldBuilder(0).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED),
        "ocelli.t.v1m0.M.a: label LABEL_OPTIONAL became LABEL_REPEATED");
  }

  @Test
  void breaks_fileGone_isNamed() {
    assertThat(Compatibility.breaks(List.of(file().build()), List.of()))
        .containsExactly("ocelli/t-v1m0.proto is gone or in another package");
  }

  private static void assertBreaks(
      Consumer<com.google.protobuf.DescriptorProtos.DescriptorProto.Builder> change,
      String... breaks) {
    FileDescriptorProto.Builder after = file();
    change.accept(after.getMessageTypeBuilder(0));
    assertThat(Compatibility.breaks(List.of(file().build()), List.of(after.build())))
        .containsExactly(breaks);
  }

  private static FileDescriptorProto.Builder file() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("ocelli/t-v1m0.proto").setPackage("ocelli.t.v1m0");
    file.addMessageTypeBuilder()
        .setName("M")
        .addFieldBuilder()
        .setName("a")
        .setNumber(1)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(FieldDescriptorProto.Type.TYPE_STRING);
    return file;
  }

  private static void release(List<FileDescriptorProto> files) throws IOException {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.forEach(file -> set.addFile(file.toBuilder().clearSourceCodeInfo()));
    Files.createDirectories(RELEASED.getParent());
    Files.write(RELEASED, set.build().toByteArray());
  }
}
