package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesDocumentTest {
  private static final Path PAGE = Path.of("../docs/api/messages.md");

  @Test
  void page_isMadeFromTheProtocol() throws IOException {
    String made = MessagesDocument.of(Protocol.files());
    if (Protocol.UPDATE) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, made);
    }
    assertThat(Files.readString(PAGE)).as("stale: run with -Docelli.update=true").isEqualTo(made);
  }

  @Test
  void protocol_everyFileMessageAndField_hasAComment() throws IOException {
    List<String> silent = new ArrayList<>();
    for (FileDescriptorProto file : Protocol.files()) {
      check(silent, file, file.getName(), List.of(2));
      for (int m = 0; m < file.getMessageTypeCount(); m++) {
        DescriptorProto message = file.getMessageType(m);
        check(silent, file, message.getName(), List.of(4, m));
        for (int f = 0; f < message.getFieldCount(); f++) {
          String name = message.getName() + "." + message.getField(f).getName();
          check(silent, file, name, List.of(4, m, 2, f));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void protocol_everyFile_holdsOneVersionOfOneService() throws IOException {
    assertThat(Protocol.files())
        .allSatisfy(
            file -> {
              assertThat(file.getPackage()).matches("ocelli\\.[a-z]+\\.v\\d+m\\d+");
              String[] parts = file.getPackage().split("\\.");
              assertThat(file.getName())
                  .isEqualTo("ocelli/" + parts[1] + "-" + parts[2] + ".proto");
            });
  }

  private static void check(
      List<String> silent, FileDescriptorProto file, String name, List<Integer> path) {
    if (MessagesDocument.comment(file, path).isEmpty()) {
      silent.add(name);
    }
  }
}
