package ocelli.client.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import ocelli.client.TestTime;

/** The command line as a test sees it. */
final class Console {
  final Map<String, String> variables = new HashMap<>();
  final StringWriter results = new StringWriter();
  final StringWriter words = new StringWriter();

  int run(String... arguments) {
    return Main.commands(new Surroundings(variables, TestTime.start(), false))
        .setOut(new PrintWriter(results))
        .setErr(new PrintWriter(words))
        .execute(arguments);
  }
}
