package ocelli.summaries.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.authz.verify.Claims;
import ocelli.codes.v1m0.Codes;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.TaskId;
import ocelli.quality.v1m0.Quality;
import ocelli.summaries.journal.v1m0.Code;
import ocelli.summaries.journal.v1m0.Face;
import ocelli.summaries.journal.v1m0.Faces;
import ocelli.summaries.journal.v1m0.Part;

/**
 * Reduces a result to what a summary shows of it and the image's own claims allow: what may not be
 * shown never reaches the journal. An image without {@code summary-1.0} counts and shows nothing.
 */
final class AllowedContent {
  /** The service in whose name summaries are granted. */
  static final String SUMMARY = "summary-1.0";

  // Twice it, in the image and in the whole, is all that a message of 192 KiB holds.
  private static final int MOST_TEXT = 96 * 1024;
  private static final Pattern TYPE = Pattern.compile("ocelli\\.([a-z]+)\\.v(\\d+)m(\\d+)\\..+");

  private final Claims claims;

  AllowedContent(Claims claims) {
    this.claims = claims;
  }

  /** A result as a part of its task's answer; empty where the message is no result. */
  Optional<Part> part(Message message) {
    Optional<TaskId> task = task(message);
    boolean shown =
        claims.grant(SUMMARY).isPresent()
            && task.filter(t -> claims.grant(t).isPresent()).isPresent();
    Part.Builder part = Part.newBuilder().setTask(task.map(TaskId::toString).orElse(""));
    if (message instanceof Text text) {
      place(part, text.getIndex(), text.getCount());
      return Optional.of(shown ? part.setText(shortened(text.getText())).build() : part.build());
    }
    if (message instanceof ExtractedFaces faces) {
      place(part, faces.getIndex(), faces.getCount());
      return Optional.of(shown ? part.setFaces(reduced(faces, task)).build() : part.build());
    }
    if (message instanceof Codes codes) {
      place(part, codes.getIndex(), codes.getCount());
      return Optional.of(shown ? part.setCodes(reduced(codes)).build() : part.build());
    }
    if (message instanceof Quality quality) {
      place(part, 0, 1);
      return Optional.of(shown ? part.setQuality(reduced(quality)).build() : part.build());
    }
    return Optional.empty();
  }

  /** The task that makes messages of a type: {@code ocelli.ocr.v1m0.Text} is of ocr-1.0. */
  private static Optional<TaskId> task(Message message) {
    Matcher type = TYPE.matcher(message.getDescriptorForType().getFullName());
    return type.matches()
        ? TaskId.parse(type.group(1) + "-" + type.group(2) + "." + type.group(3))
        : Optional.empty();
  }

  /** A count of 0 is read as 1: one part is what a maker means that does not split. */
  private static void place(Part.Builder part, int index, int count) {
    part.setIndex(index).setCount(Math.max(1, count));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }

  private Faces reduced(ExtractedFaces extracted, Optional<TaskId> task) {
    boolean identity =
        task.flatMap(claims::grant)
            .map(value -> value.path("identity"))
            .filter(JsonNode::isBoolean)
            .map(JsonNode::booleanValue)
            .orElse(false);
    Faces.Builder faces = Faces.newBuilder();
    for (ExtractedFace face : extracted.getFacesList()) {
      Face.Builder reduced = Face.newBuilder().setNumber(face.getNumber());
      faces.addFaces(identity ? reduced.addAllEmbedding(face.getEmbeddingList()) : reduced);
    }
    return faces.build();
  }

  private static ocelli.summaries.journal.v1m0.Codes reduced(Codes read) {
    ocelli.summaries.journal.v1m0.Codes.Builder codes =
        ocelli.summaries.journal.v1m0.Codes.newBuilder();
    read.getCodesList()
        .forEach(
            code ->
                codes.addCodes(
                    Code.newBuilder().setSymbology(code.getSymbology()).setText(code.getText())));
    return codes.build();
  }

  private static ocelli.summaries.journal.v1m0.Quality reduced(Quality measured) {
    return ocelli.summaries.journal.v1m0.Quality.newBuilder()
        .setSharpness(measured.getSharpness())
        .setBrightness(measured.getBrightness())
        .build();
  }
}
