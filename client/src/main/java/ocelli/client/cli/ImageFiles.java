package ocelli.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files that a person means: those named, and of a folder those that are called images, by
 * name.
 *
 * @param files in the order in which they are sent
 * @param leftOut how many in folders are called something else
 */
record ImageFiles(List<Path> files, int leftOut) {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp", ".gif");

  ImageFiles {
    files = List.copyOf(files);
  }

  static ImageFiles of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    int leftOut = 0;
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        List<Path> inside = inside(path);
        List<Path> images = inside.stream().filter(ImageFiles::isCalledImage).toList();
        if (images.isEmpty()) {
          throw new UsageException("no images in the folder " + path + ": " + ENDINGS);
        }
        files.addAll(images);
        leftOut += inside.size() - images.size();
      } else {
        files.add(readable(path));
      }
    }
    return new ImageFiles(files, leftOut);
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UsageException("cannot read the folder " + folder);
    }
  }

  private static boolean isCalledImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static Path readable(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException("there is no file " + file + "; nothing was sent");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UsageException("cannot read " + file + "; nothing was sent");
    }
    return file;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
