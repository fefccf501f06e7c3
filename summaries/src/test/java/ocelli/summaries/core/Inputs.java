package ocelli.summaries.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import ocelli.summaries.journal.v1m0.Code;
import ocelli.summaries.journal.v1m0.Codes;
import ocelli.summaries.journal.v1m0.Face;
import ocelli.summaries.journal.v1m0.Faces;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Part;
import ocelli.summaries.journal.v1m0.Quality;

/** Inputs as records of vision-1 give them, for tests. */
public final class Inputs {
  public static final List<String> TASKS =
      List.of("codes-1.0", "faceextract-1.0", "ocr-1.0", "quality-1.0");
  public static final long START = 1_700_000_000_000_000L;

  private final String transaction;
  private final int of;

  public Inputs(String transaction, int of) {
    this.transaction = transaction;
    this.of = of;
  }

  /** The id of the n-th accepted image. */
  public static String id(int n) {
    return String.format("%032x", n + 1);
  }

  private Observed.Builder input() {
    return Observed.newBuilder()
        .setClient("shop")
        .setTransaction(transaction)
        .setDeclared(of)
        .setLogTimeMicros(START);
  }

  public Observed ended() {
    return input().setEnded(true).build();
  }

  private static KnownImage.Builder image(int n) {
    return KnownImage.newBuilder()
        .setImage(id(n))
        .setAcceptedAtMicros(START + n)
        .addAllExpectedTasks(TASKS);
  }

  private Observed of(int n, KnownImage.Builder image) {
    return input().setImage(image).setToken("token-of-" + n).build();
  }

  public Observed announced(int n) {
    return of(n, image(n));
  }

  public Observed failed(int n, String task) {
    return of(n, image(n).addFailedTasks(task));
  }

  public Observed text(int n, int index, int count, String text) {
    return of(
        n,
        image(n)
            .addParts(
                Part.newBuilder()
                    .setTask("ocr-1.0")
                    .setIndex(index)
                    .setCount(count)
                    .setText(text)));
  }

  public Observed codes(int n, String... texts) {
    Codes.Builder codes = Codes.newBuilder();
    for (String text : texts) {
      codes.addCodes(Code.newBuilder().setSymbology("QR_CODE").setText(text));
    }
    return of(
        n, image(n).addParts(Part.newBuilder().setTask("codes-1.0").setCount(1).setCodes(codes)));
  }

  /** Faces of persons, each a point of its own; a negative person's face has no embedding. */
  public Observed faces(int n, int... persons) {
    Faces.Builder faces = Faces.newBuilder();
    for (int i = 0; i < persons.length; i++) {
      Face.Builder face = Face.newBuilder().setNumber(i);
      for (int d = 0; persons[i] >= 0 && d < 128; d++) {
        face.addEmbedding(d == persons[i] ? 1f + 0.001f * n : 0f);
      }
      faces.addFaces(face);
    }
    return of(
        n,
        image(n)
            .addParts(Part.newBuilder().setTask("faceextract-1.0").setCount(1).setFaces(faces)));
  }

  public Observed quality(int n, double sharpness) {
    return of(
        n,
        image(n)
            .addParts(
                Part.newBuilder()
                    .setTask("quality-1.0")
                    .setCount(1)
                    .setQuality(
                        Quality.newBuilder().setSharpness(sharpness).setBrightness(127.5))));
  }

  /** All that is said of an image: announcement, and every task's answer, the text in parts. */
  public List<Observed> wholly(int n, Random random) {
    List<Observed> all = new ArrayList<>();
    all.add(announced(n));
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      all.add(text(n, i, parts, "line " + n + "." + i + "\n"));
    }
    all.add(codes(n, "code " + random.nextInt(3)));
    all.add(faces(n, random.nextInt(3), 3 + random.nextInt(3)));
    all.add(
        random.nextInt(4) == 0 ? failed(n, "quality-1.0") : quality(n, 100 + random.nextInt(1000)));
    return all;
  }

  /** The same in another order, some of them twice. */
  public static List<Observed> shuffled(List<Observed> inputs, Random random) {
    List<Observed> all = new ArrayList<>(inputs);
    for (Observed input : inputs) {
      if (random.nextInt(3) == 0) {
        all.add(input);
      }
    }
    Collections.shuffle(all, random);
    return all;
  }
}
