package ocelli.jobs.console;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The console's files in memory, and the pages among them made complete. */
final class Assets {
  private static final String HOME = "/ocelli/jobs/console/index.html";

  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "css", ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8),
          "js", ContentTypes.create(MediaTypes.APPLICATION_JAVASCRIPT, HttpCharsets.UTF_8),
          "svg", ContentTypes.create(MediaTypes.IMAGE_SVG_XML),
          "woff2", ContentTypes.create(MediaTypes.FONT_WOFF_2),
          "txt", ContentTypes.TEXT_PLAIN_UTF8);

  private final String build;
  private final Map<String, Asset> files;

  private Assets(String build, Map<String, Asset> files) {
    this.build = build;
    this.files = files;
  }

  /** Reads all. Blocking: for start-up. */
  static Assets load() {
    return of(Folder.read(Assets.class, HOME));
  }

  static Assets of(SortedMap<String, byte[]> contents) {
    String build = Digests.short256(contents.values().toArray(byte[][]::new));
    Map<String, Asset> files = new TreeMap<>();
    contents.forEach(
        (path, bytes) ->
            Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                .ifPresent(
                    type ->
                        files.put(
                            path,
                            Asset.of(
                                type,
                                path.endsWith(".html")
                                    ? completed(bytes, build, contents)
                                    : bytes))));
    return new Assets(build, files);
  }

  /**
   * A page names its files by the build, and all of them at once: a browser on a slow line need not
   * read one to learn of the next.
   */
  private static byte[] completed(byte[] page, String build, SortedMap<String, byte[]> contents) {
    String base = "/console/" + build + "/";
    return new String(page, StandardCharsets.UTF_8)
        .replace("{styles}", links("stylesheet", base, ".css", contents))
        .replace("{modules}", links("modulepreload", base, ".js", contents))
        .replace("{base}", base)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String links(
      String relation, String base, String ending, SortedMap<String, byte[]> contents) {
    return contents.keySet().stream()
        .filter(path -> path.endsWith(ending))
        .map(path -> "<link rel=\"" + relation + "\" href=\"" + base + path + "\">")
        .collect(Collectors.joining("\n    "));
  }

  /** Names this build's content. */
  String build() {
    return build;
  }

  /** The file of that path. */
  Optional<Asset> file(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
