package ocelli.runtime.management;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Log levels while the process runs: for one logger and what is below it, until the process ends.
 */
final class LogLevels {
  private LogLevels() {}

  static Route routes(String logger) {
    return Directives.concat(
        Directives.get(() -> Directives.complete(answer(logger(logger)))),
        Directives.put(
            () -> Directives.parameter("level", level -> Directives.complete(set(logger, level)))));
  }

  private static HttpResponse set(String name, String text) {
    Level level = Level.toLevel(text, null);
    if (level == null) {
      return Problems.response(
          Problem.of(400, "bad-parameter", "level: TRACE, DEBUG, INFO, WARN, ERROR or OFF")
              .with("field", "level"));
    }
    Logger logger = logger(name);
    logger.setLevel(level);
    return answer(logger);
  }

  private static HttpResponse answer(Logger logger) {
    @Nullable Level level = logger.getEffectiveLevel();
    return Management.json(200, Map.of("logger", logger.getName(), "level", String.valueOf(level)));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name.equals("root") ? Logger.ROOT_LOGGER_NAME : name);
  }
}
