package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What can be broken of the machine under an Ocelli of processes, for it alone.
 *
 * @param data of that Ocelli
 * @param disks under the data of each broker and of PostgreSQL
 * @param faults of single processes
 */
record Frailty(Path data, Disks disks, Faults faults) implements AutoCloseable {
  // A broker writes some MB in a trial, PostgreSQL up to 1 MB/s of its log between checkpoints.
  private static final int BROKER_MEGABYTES = 256;
  private static final int POSTGRES_MEGABYTES = 1024;

  /** What keeps a trial from breaking the machine under an Ocelli; empty where it can. */
  static Optional<String> missing() {
    return Disks.missing().or(Faults::missing);
  }

  /**
   * Prepares it, before the Ocelli is started.
   *
   * @param folder of the trial
   * @param data folder of the Ocelli
   */
  static Frailty prepare(Path folder, Path data) throws IOException, InterruptedException {
    Frailty frailty = new Frailty(data, new Disks(), Faults.prepare(folder.resolve("faults")));
    Runtime.getRuntime().addShutdownHook(new Thread(frailty::close, "unmounter"));
    for (Path broker : frailty.brokers()) {
      frailty.disks.mount(broker, BROKER_MEGABYTES);
    }
    frailty.disks.mount(frailty.postgres(), POSTGRES_MEGABYTES);
    return frailty;
  }

  /** The folders of the brokers, the first first. */
  List<Path> brokers() {
    return List.of(
        data.resolve("brokers/broker-1"),
        data.resolve("brokers/broker-2"),
        data.resolve("brokers/broker-3"));
  }

  /** The folder of PostgreSQL. */
  Path postgres() {
    return data.resolve("postgres");
  }

  @Override
  public void close() {
    disks.close();
  }
}
