package ocelli.vision.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.vision.core.ModelFile;
import ocelli.vision.core.Quad;
import ocelli.vision.core.ReadLine;
import ocelli.vision.core.ReadWord;
import org.bytedeco.opencv.opencv_core.Mat;

/** PP-OCR's recogniser: what a line says, one letter or none for each eight pixels (CTC). */
final class LineReader {
  /** Shorter lines are filled to this, the width that the network has learned. */
  private static final int LEAST_WIDTH = 320;

  /** Longer ones are squeezed: 400 letters, and a bound for time and memory. */
  private static final int MOST_WIDTH = 3200;

  private static final int WIDTH_STEP = 32;

  /** PaddleOCR's default: below it what was read is noise. */
  private static final double LEAST_CONFIDENCE = 0.5;

  private final OrtModel model;
  private final List<String> letters;

  LineReader(OrtModel model, ModelFile alphabet) {
    this.model = model;
    letters = new ArrayList<>();
    letters.add(""); // the network's "no letter"
    letters.addAll(new String(alphabet.bytes(), StandardCharsets.UTF_8).lines().toList());
    letters.add(" ");
  }

  /** The words of a line image, at their places on the page. */
  Optional<ReadLine> read(Mat line, Quad place) {
    int natural = LineImages.width(line, MOST_WIDTH);
    int width = Math.max(LEAST_WIDTH, (natural + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP);
    Numbers answer = model.run(LineImages.numbers(line, width));
    int steps = Math.toIntExact(answer.shape()[1]);
    List<Letter> read = letters(answer, steps, (double) width / natural / steps);
    double confidence = read.stream().mapToDouble(Letter::confidence).average().orElse(0);
    List<ReadWord> words = confidence > LEAST_CONFIDENCE ? words(read, place) : List.of();
    return words.isEmpty() ? Optional.empty() : Optional.of(new ReadLine(words));
  }

  /** A letter, how sure from 0 to 1, and which share of the line it takes. */
  private record Letter(String text, double confidence, double from, double to) {}

  private List<Letter> letters(Numbers answer, int steps, double share) {
    int classes = Math.toIntExact(answer.shape()[2]);
    List<Letter> read = new ArrayList<>();
    int before = 0;
    for (int step = 0; step < steps; step++) {
      int best = best(answer.values(), step * classes, classes);
      if (best != 0 && best != before && best < letters.size()) {
        double sure = answer.values()[step * classes + best];
        read.add(new Letter(letters.get(best), sure, step * share, (step + 1) * share));
      }
      before = best;
    }
    return read;
  }

  private static int best(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private static List<ReadWord> words(List<Letter> read, Quad place) {
    List<ReadWord> words = new ArrayList<>();
    List<Letter> word = new ArrayList<>();
    for (Letter letter : read) {
      if (letter.text().isBlank()) {
        end(word, words, place);
      } else {
        word.add(letter);
      }
    }
    end(word, words, place);
    return words;
  }

  private static void end(List<Letter> word, List<ReadWord> words, Quad place) {
    if (word.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    word.forEach(letter -> text.append(letter.text()));
    double from = Math.min(1, word.get(0).from());
    double to = Math.min(1, word.get(word.size() - 1).to());
    double confidence = word.stream().mapToDouble(Letter::confidence).average().orElse(0);
    words.add(new ReadWord(text.toString(), place.part(from, to), 100 * confidence));
    word.clear();
  }
}
