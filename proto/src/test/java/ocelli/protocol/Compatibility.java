package ocelli.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a change of the protocol would break: recorded bytes, or clients of the JSON. Files,
 * messages and fields may be added; what is there keeps its number, type, label and names for ever.
 */
final class Compatibility {
  private final List<String> breaks = new ArrayList<>();

  private Compatibility() {}

  /** Each incompatible change in words; empty where there is none. */
  static List<String> breaks(List<FileDescriptorProto> before, List<FileDescriptorProto> after) {
    Compatibility compatibility = new Compatibility();
    Map<String, FileDescriptorProto> files = by(after, FileDescriptorProto::getName);
    for (FileDescriptorProto file : before) {
      compatibility.compare(file, files.get(file.getName()));
    }
    return compatibility.breaks;
  }

  private void compare(FileDescriptorProto before, FileDescriptorProto after) {
    if (after == null || !after.getPackage().equals(before.getPackage())) {
      breaks.add(before.getName() + " is gone or in another package");
      return;
    }
    Map<String, DescriptorProto> messages =
        by(after.getMessageTypeList(), DescriptorProto::getName);
    for (DescriptorProto message : before.getMessageTypeList()) {
      compare(
          before.getPackage() + "." + message.getName(), message, messages.get(message.getName()));
    }
  }

  private void compare(String name, DescriptorProto before, DescriptorProto after) {
    if (after == null) {
      breaks.add(name + " is gone");
      return;
    }
    Map<Integer, FieldDescriptorProto> fields =
        by(after.getFieldList(), FieldDescriptorProto::getNumber);
    for (FieldDescriptorProto field : before.getFieldList()) {
      compare(name + "." + field.getName(), field, fields.get(field.getNumber()));
    }
  }

  private void compare(String name, FieldDescriptorProto before, FieldDescriptorProto after) {
    if (after == null) {
      breaks.add(name + " is gone: number " + before.getNumber());
      return;
    }
    require(name, "name", before.getName(), after.getName());
    require(name, "JSON name", before.getJsonName(), after.getJsonName());
    require(name, "type", before.getType(), after.getType());
    require(name, "type name", before.getTypeName(), after.getTypeName());
    require(name, "label", before.getLabel(), after.getLabel());
    require(name, "presence", before.getProto3Optional(), after.getProto3Optional());
  }

  private void require(String name, String what, Object before, Object after) {
    if (!before.equals(after)) {
      breaks.add(name + ": " + what + " " + before + " became " + after);
    }
  }

  private static <K, T> Map<K, T> by(List<T> items, Function<T, K> key) {
    return items.stream().collect(Collectors.toMap(key, Function.identity()));
  }
}
