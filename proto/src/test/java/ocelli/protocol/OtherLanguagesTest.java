package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The protocol serves other languages: it compiles for C++ and Python, and Python reads and writes
 * the recorded bytes. Needs Debian's protobuf-compiler and python3-protobuf; where a machine has
 * none there is nothing to compare with, and no test.
 */
class OtherLanguagesTest {
  private static final Path COMPILER = Path.of("/usr/bin/protoc");
  private static final Path PYTHON_PACKAGE =
      Path.of("/usr/lib/python3/dist-packages/google/protobuf/__init__.py");
  private static final Path SOURCES = Path.of("src/main/protobuf").toAbsolutePath();
  private static final Path FIXTURES = Path.of("src/test/fixtures").toAbsolutePath();
  private static final Path ROUND_TRIP = Path.of("src/test/python/round_trip.py").toAbsolutePath();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> otherLanguages() {
    return Files.exists(COMPILER) && Files.exists(PYTHON_PACKAGE)
        ? Stream.of(
            DynamicTest.dynamicTest("the schemas compile for C++", this::compilesForCpp),
            DynamicTest.dynamicTest("Python round-trips the fixtures", this::pythonRoundTrips))
        : Stream.empty();
  }

  private void compilesForCpp() throws Exception {
    compile("--cpp_out=");
    assertThat(folder.resolve("ocelli/ocr-v1m0.pb.cc")).isNotEmptyFile();
  }

  private void pythonRoundTrips() throws Exception {
    compile("--python_out=");
    String said = run(List.of("/usr/bin/python3", ROUND_TRIP.toString(), FIXTURES.toString()));
    long fixtures;
    try (Stream<Path> files = Files.list(FIXTURES)) {
      fixtures = files.filter(file -> file.toString().endsWith(".bin")).count();
    }
    assertThat(said.strip()).isEqualTo(fixtures + " fixtures read and written the same");
  }

  private void compile(String output) throws Exception {
    Path standard = folder.resolve("standard");
    copyStandardImport(standard, "google/protobuf/any.proto");
    List<String> command =
        new ArrayList<>(List.of(COMPILER.toString(), "-I" + SOURCES, "-I" + standard));
    command.add(output + folder);
    try (Stream<Path> files = Files.list(SOURCES.resolve("ocelli"))) {
      files.map(Path::toString).sorted().forEach(command::add);
    }
    run(command);
  }

  /** Debian's compiler comes without its standard imports; protobuf-java carries them. */
  private static void copyStandardImport(Path standard, String name) throws IOException {
    Path file = standard.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream in = Any.class.getResourceAsStream("/" + name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
