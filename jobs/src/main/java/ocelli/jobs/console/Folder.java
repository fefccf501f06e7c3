package ocelli.jobs.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads every file of a folder of the class path, from a jar or from disk. */
final class Folder {
  private Folder() {}

  /** The files by their path within the folder, with slashes. */
  static SortedMap<String, byte[]> read(Class<?> of, String marker) {
    try {
      var url = of.getResource(marker);
      if (url == null) {
        throw new IllegalStateException(marker + " is not on the class path");
      }
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return files(Objects.requireNonNull(Path.of(uri).getParent()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return files(Objects.requireNonNull(jar.getPath(marker).getParent()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path has URLs", e);
    }
  }

  private static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
