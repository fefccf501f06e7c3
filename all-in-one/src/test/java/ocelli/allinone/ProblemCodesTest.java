package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Codes are public: each that the sources name stands in docs/api/http.md. */
class ProblemCodesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CODE =
      Pattern.compile("(?:Problem\\s*\\.\\s*of|new\\s+Cause)\\(\\s*\\d{3},\\s*\"([a-z-]+[a-z])\"");

  @Test
  void everyCodeOfTheSources_isDocumented() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/api/http.md"));
    assertThat(codes()).hasSizeGreaterThan(50).allMatch(code -> page.contains("`" + code + "`"));
  }

  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          addCodes(sources, codes);
        }
      }
    }
    return codes;
  }

  private static void addCodes(Path sources, Set<String> codes) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher code = CODE.matcher(Files.readString(file));
        while (code.find()) {
          codes.add(code.group(1));
        }
      }
    }
  }
}
