package ocelli.protocol;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The protocol's descriptors with their comments, as the compiler of this build gave them. */
final class Protocol {
  /** {@code -Docelli.update=true}: write what is derived from the protocol rather than compare. */
  static final boolean UPDATE = Boolean.getBoolean("ocelli.update");

  private Protocol() {}

  /** Our files, without Google's, in the order of their names. */
  static List<FileDescriptorProto> files() throws IOException {
    return ours(Path.of("target/protocol.desc"));
  }

  static List<FileDescriptorProto> ours(Path descriptors) throws IOException {
    return FileDescriptorSet.parseFrom(Files.readAllBytes(descriptors)).getFileList().stream()
        .filter(file -> file.getPackage().startsWith("ocelli."))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }
}
