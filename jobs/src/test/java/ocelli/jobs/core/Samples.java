package ocelli.jobs.core;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import ocelli.protocol.ClientId;

/** What tests of this package speak of. */
final class Samples {
  static final ClientId OWNER = new ClientId("owner");

  private Samples() {}

  static JobId job(int number) {
    return new JobId(new UUID(1, number));
  }

  static JobStatus status(int job, int percent) {
    return new JobStatus(
        OWNER,
        job(job),
        new Progress(State.SEEING, "seeing", percent),
        OptionalLong.empty(),
        Optional.empty());
  }

  static Answer answer(String id, String type, String image, String data) {
    return Answer.parse(
        "{\"id\":\""
            + id
            + "\",\"type\":\""
            + type
            + "\",\"transaction\":\"t\",\"image\":\""
            + image
            + "\",\"data\":"
            + data
            + "}");
  }
}
