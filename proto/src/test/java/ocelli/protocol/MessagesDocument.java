package ocelli.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reference of all messages, as Markdown, from the descriptors and the comments in them. */
final class MessagesDocument {
  private static final String HEAD =
      """
      # Messages

      Made from `proto/src/main/protobuf` by the build, which fails where this page is stale:
      `mvn -pl proto test -Docelli.update=true` makes it anew.

      Clients get JSON: field names in camelCase, 64-bit integers as strings, bytes in base64, absent optional fields left out.
      """;

  private static final int PACKAGE_FIELD =
      2; // field numbers in descriptor.proto, the path of a comment
  private static final int MESSAGE_FIELD = 4;
  private static final int FIELD_FIELD = 2;

  private MessagesDocument() {}

  static String of(List<FileDescriptorProto> files) {
    StringBuilder page = new StringBuilder(HEAD);
    files.forEach(file -> append(page, file));
    return page.toString();
  }

  private static void append(StringBuilder page, FileDescriptorProto file) {
    page.append("\n## ").append(file.getPackage()).append("\n\n");
    page.append(comment(file, List.of(PACKAGE_FIELD))).append("\n");
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      append(page, file, i);
    }
  }

  private static void append(StringBuilder page, FileDescriptorProto file, int index) {
    DescriptorProto message = file.getMessageType(index);
    page.append("\n### ").append(message.getName()).append("\n\n");
    page.append(comment(file, List.of(MESSAGE_FIELD, index))).append("\n");
    if (message.getFieldCount() == 0) {
      return;
    }
    page.append("\n| no. | field | JSON | type | |\n|---|---|---|---|---|\n");
    for (int i = 0; i < message.getFieldCount(); i++) {
      FieldDescriptorProto field = message.getField(i);
      page.append("| ").append(field.getNumber());
      page.append(" | `").append(field.getName());
      page.append("` | `").append(field.getJsonName());
      page.append("` | ").append(type(field));
      page.append(" | ").append(comment(file, List.of(MESSAGE_FIELD, index, FIELD_FIELD, i)));
      page.append(" |\n");
    }
  }

  private static String type(FieldDescriptorProto field) {
    String name =
        field.getTypeName().isEmpty()
            ? field.getType().name().replace("TYPE_", "").toLowerCase(Locale.ROOT)
            : field.getTypeName().substring(1);
    if (field.getLabel() == Label.LABEL_REPEATED) {
      return "repeated " + name;
    }
    return field.getProto3Optional() ? "optional " + name : name;
  }

  static String comment(FileDescriptorProto file, List<Integer> path) {
    return file.getSourceCodeInfo().getLocationList().stream()
        .filter(location -> location.getPathList().equals(path))
        .map(Location::getLeadingComments)
        .map(comment -> comment.strip().replaceAll("\\s*\\n\\s*", " "))
        .filter(comment -> !comment.isEmpty())
        .findFirst()
        .or(() -> Optional.of(""))
        .orElseThrow();
  }
}
