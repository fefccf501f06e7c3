package ocelli.vision.tesseract;

import static org.bytedeco.tesseract.global.tesseract.RIL_TEXTLINE;
import static org.bytedeco.tesseract.global.tesseract.RIL_WORD;

import java.util.ArrayList;
import java.util.List;
import ocelli.vision.core.ReadLine;
import ocelli.vision.core.ReadPage;
import ocelli.vision.core.ReadWord;
import ocelli.vision.core.Region;
import org.bytedeco.tesseract.ResultIterator;

/** Walks over Tesseract's answer, word by word. */
final class WordCollector {
  private final List<ReadLine> lines = new ArrayList<>();
  private final List<ReadWord> line = new ArrayList<>();

  private WordCollector() {}

  static ReadPage collect(ResultIterator words) {
    WordCollector collector = new WordCollector();
    words.Begin();
    do {
      if (words.IsAtBeginningOf(RIL_TEXTLINE)) {
        collector.endLine();
      }
      collector.add(words);
    } while (words.Next(RIL_WORD));
    collector.endLine();
    return new ReadPage(collector.lines);
  }

  private void add(ResultIterator words) {
    String text = TesseractReader.taken(words.GetUTF8Text(RIL_WORD)).strip();
    if (!text.isEmpty()) {
      line.add(new ReadWord(text, box(words), words.Confidence(RIL_WORD)));
    }
  }

  private void endLine() {
    if (!line.isEmpty()) {
      lines.add(new ReadLine(line));
      line.clear();
    }
  }

  private static Region box(ResultIterator words) {
    int[] left = new int[1];
    int[] top = new int[1];
    int[] right = new int[1];
    int[] bottom = new int[1];
    words.BoundingBox(RIL_WORD, left, top, right, bottom);
    return new Region(left[0], top[0], right[0] - left[0], bottom[0] - top[0]);
  }
}
