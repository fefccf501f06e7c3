package ocelli.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * One node, broker and controller, of a Kafka cluster on this machine.
 *
 * @param id from 1
 * @param folder of its data
 * @param port of the broker, on loopback
 * @param controllerPort on loopback
 * @param voters all controllers, {@code id@host:port}, comma-separated
 * @param replication how many nodes keep the broker's own topics: 1 alone, 3 of three
 * @param clusterId the same for all nodes, for ever
 * @param maxRecordBytes the largest record that it takes
 * @param advertised what clients are told instead of its own address, {@code host:port}, where a
 *     line leads to it; empty for that
 * @param peerPort where the brokers call each other then, on loopback: they do not take that line
 */
public record KafkaNode(
    int id,
    Path folder,
    int port,
    int controllerPort,
    String voters,
    int replication,
    String clusterId,
    int maxRecordBytes,
    String advertised,
    int peerPort) {

  /** {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  Properties properties() {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(id));
    p.put("controller.quorum.voters", voters);
    listen(p);
    p.put("log.dirs", folder.resolve("data").toString());
    replicate(p);
    // A handful of groups; the default 50 costs start time.
    p.put("offsets.topic.num.partitions", "4");
    p.put("group.initial.rebalance.delay.ms", "0"); // members do not come in crowds here
    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", Integer.toString(maxRecordBytes));
    p.put("replica.fetch.max.bytes", Integer.toString(maxRecordBytes));
    p.put("log.message.timestamp.type", "LogAppendTime");
    p.put("log.cleaner.dedupe.buffer.size", "2097152"); // the smallest: one small compacted topic
    // One machine: a power cut takes all replicas at once. What was acknowledged is on the disk.
    p.put("log.flush.interval.messages", "1");
    return p;
  }

  private void listen(Properties p) {
    String clients = "PLAINTEXT://" + address();
    String controllers = ",CONTROLLER://127.0.0.1:" + controllerPort;
    p.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    if (advertised.isEmpty()) {
      p.put("listeners", clients + controllers);
      p.put("advertised.listeners", clients);
      p.put("inter.broker.listener.name", "PLAINTEXT");
    } else {
      String brokers = ",BROKER://127.0.0.1:" + peerPort;
      p.put("listeners", clients + brokers + controllers);
      p.put("advertised.listeners", "PLAINTEXT://" + advertised + brokers);
      p.put("inter.broker.listener.name", "BROKER");
    }
  }

  /** Of three, two must have a record before it counts: one may be away. */
  private void replicate(Properties p) {
    String copies = Integer.toString(replication);
    String inSync = Integer.toString(Math.max(1, replication - 1));
    p.put("default.replication.factor", copies);
    p.put("min.insync.replicas", inSync);
    p.put("offsets.topic.replication.factor", copies);
    p.put("transaction.state.log.replication.factor", copies);
    p.put("transaction.state.log.min.isr", inSync);
    p.put("share.coordinator.state.topic.replication.factor", copies);
    p.put("share.coordinator.state.topic.min.isr", inSync);
    p.put(
        "unclean.leader.election.enable", "false"); // rather no leader than one that lacks records
    // A dead leader is missed half as long as acknowledgements may be away, 12 s: a new controller
    // begins to count anew. Kafka's 9 s made that 13 s.
    p.put("broker.session.timeout.ms", "6000");
    p.put("broker.heartbeat.interval.ms", "1500"); // four are missed, not one
  }
}
