package ocelli.client.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import ocelli.client.OcelliClient;
import ocelli.client.json.UnreadableException;
import ocelli.client.registry.ClientRegistry;
import ocelli.client.registry.OperatorFile;

/** The operator's way in by the folder that {@code up} owns, with words for each way to fail. */
final class Operator {
  private Operator() {}

  static ClientRegistry of(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    Path file = folder.resolve(OperatorFile.NAME);
    try {
      OperatorFile access = OperatorFile.in(data);
      return OcelliClient.of(ServerOptions.hasty(access.url()), access.token()).clients();
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "no Ocelli runs on the folder "
              + folder
              + " (operator.json is not there). Where one runs, --data or OCELLI_DATA names its"
              + " folder; else start one with `./ocelli up --data "
              + data
              + "`. Elsewhere: --url and an operator's --token");
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": are you who runs that Ocelli?");
    } catch (UnreadableException | IllegalArgumentException e) {
      throw new UsageException(file + " is damaged: start that Ocelli again");
    }
  }
}
