package ocelli.trials.chaos;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/** Who of the brokers does what now. Broker 2 is the process {@code broker-2}. */
final class Brokers implements AutoCloseable {
  private static final String TOPIC = "ingest-1"; // an image is acknowledged when it is in there

  private final Admin admin;

  private Brokers(Admin admin) {
    this.admin = admin;
  }

  /**
   * Asks them.
   *
   * @param addresses {@code host:port}, comma-separated
   */
  static Brokers at(String addresses) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses);
    return new Brokers(Admin.create(properties));
  }

  /** The process of the one that leads a partition in which images are written down. */
  String leader() throws InterruptedException, ExecutionException {
    TopicDescription topic =
        admin.describeTopics(List.of(TOPIC)).topicNameValues().values().iterator().next().get();
    return process(topic.partitions().get(0).leader().id());
  }

  /** The process of the one that is the controller. */
  String controller() throws InterruptedException, ExecutionException {
    return process(admin.describeMetadataQuorum().quorumInfo().get().leaderId());
  }

  private static String process(int id) {
    return "broker-" + id;
  }

  @Override
  public void close() {
    admin.close();
  }
}
