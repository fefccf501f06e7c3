package ocelli.client.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import ocelli.client.OcelliClient;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Digests;
import ocelli.client.http.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends image files. */
@Command(
    name = "send",
    description = {
      "Sends images as one transaction; prints an acknowledgement per image as a line of JSON.",
      "The same file under the same name in the same transaction is the same image: a broken run can be repeated."
    })
final class SendCommand implements Callable<Integer> {
  private static final int KEY_LENGTH = 40;

  @Mixin private final ServerOptions server;

  @Option(
      names = "--transaction",
      required = true,
      paramLabel = "T",
      description = "The images' common name: 1 to 128 of A-Z a-z 0-9 . _ ~ -")
  String transaction = "";

  @Option(
      names = "--of",
      paramLabel = "N",
      description = "How many images the transaction has in all")
  int declared;

  @Option(
      names = "--complete",
      description = "Says afterwards that the transaction gets no more images")
  boolean complete;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Images (JPEG, PNG, WebP or GIF), or folders of them")
  List<Path> files = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  private final Surroundings surroundings;

  SendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() {
    ImageFiles images = ImageFiles.of(files);
    Output output = Output.of(spec);
    if (images.leftOut() > 0) {
      output.say("left out, for they are not called images: " + images.leftOut());
    }
    OcelliClient client = server.connect(server.patient(output));
    List<String> refused = new ArrayList<>();
    int answered = 0;
    try (Progress progress = Progress.of(images.files().size(), output, surroundings.terminal())) {
      for (Path file : images.files()) {
        sent(client, file, output, progress).ifPresent(refused::add);
        answered++;
      }
    } finally {
      refused.forEach(output::say);
      output.say((answered - refused.size()) + " of " + images.files().size() + " images accepted");
      if (answered < images.files().size()) {
        output.say("The same command again goes on: what is in is not taken twice.");
      }
    }
    return closed(client, output, refused.isEmpty());
  }

  private int closed(OcelliClient client, Output output, boolean allAccepted) {
    if (complete && allAccepted) {
      client.complete(transaction);
    } else if (complete) {
      output.say("not closed: put the refused ones right, or send without them");
    }
    return allAccepted ? 0 : 1;
  }

  /**
   * Why it was refused; empty where it was not. One image that is refused does not keep the others
   * from being sent; a refused token does.
   */
  private Optional<String> sent(OcelliClient client, Path file, Output output, Progress progress) {
    byte[] image = ImageFiles.bytes(file);
    try {
      OptionalInt of = declared > 0 ? OptionalInt.of(declared) : OptionalInt.empty();
      Acknowledgement answer = client.send(transaction, image, of, key(file, image));
      output.result(answer.json());
      String warning = answer.webhook() ? "" : ", but no webhook will come for it";
      progress.step(file.getFileName() + " is in, " + image.length / 1024 + " KiB" + warning);
      return Optional.empty();
    } catch (ProblemException e) {
      if (!e.problem().isAboutTheRequest()) {
        throw e;
      }
      progress.step(file.getFileName() + " was refused");
      return Optional.of(file + " was refused: " + e.problem().sentence());
    }
  }

  private static String key(Path file, byte[] image) {
    byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    return Digests.sha256(name, new byte[1], image).substring(0, KEY_LENGTH);
  }
}
