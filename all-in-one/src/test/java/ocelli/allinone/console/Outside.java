package ocelli.allinone.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is around a page: the line to its server, and the desktop that files are dragged from.
 *
 * @param devTools takes a command of Chromium's DevTools protocol and its parameters
 */
record Outside(BiConsumer<String, Map<String, Object>> devTools) {

  /** A line of that round trip and width each way; −1 for as wide as there is. */
  void line(int latencyMillis, int bytesPerSecond) {
    network(false, latencyMillis, bytesPerSecond);
  }

  /** No line at all. */
  void offline() {
    network(true, 0, -1);
  }

  private void network(boolean offline, int latency, int width) {
    devTools.accept("Network.enable", Map.of());
    devTools.accept(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", offline,
            "latency", latency,
            "downloadThroughput", width,
            "uploadThroughput", width));
  }

  /** Holds a file of the desktop over the page. */
  void dragOver(Path file) {
    drag("dragEnter", file);
    drag("dragOver", file);
  }

  /** Lets go of it there. */
  void drop(Path file) {
    drag("drop", file);
  }

  private void drag(String type, Path file) {
    Map<String, Object> data =
        Map.of(
            "items",
            List.of(),
            "files",
            List.of(file.toAbsolutePath().toString()),
            "dragOperationsMask",
            1); // copy
    devTools.accept(
        "Input.dispatchDragEvent", Map.of("type", type, "x", 200, "y", 300, "data", data));
  }
}
