package ocelli.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker and a controller in one JVM, paired as Kafka's own KafkaRaftServer does. That one lets
 * its broker wait five minutes for a controller that takes its leaderships: for ever, to who ends
 * the last of a cluster, whose quorum has gone before it.
 */
final class CombinedServer {
  private static final Logger LOG = LoggerFactory.getLogger(CombinedServer.class);
  // Where there is a quorum, it answers with the next heartbeat (1.5 s) or, once another leads it,
  // the one after. Nothing acknowledged depends on that answer: it was flushed before (KafkaNode),
  // the logs are closed in order afterwards all the same, and leaders are elected at the next
  // start.
  private static final Duration HANDING_OVER = Duration.ofSeconds(10);

  private final ControllerServer controller;
  private final BrokerServer broker;

  CombinedServer(KafkaConfig config) {
    var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    Metrics metrics =
        Server.initializeMetrics(config, Time.SYSTEM, directories._1().clusterId().orElseThrow());
    QuorumConfig quorum = config.quorumConfig();
    SharedServer shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
            QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    this.broker = new BrokerServer(shared);
    this.controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
  }

  /** Blocking: where it is one of several, until most of them are there. */
  void start() {
    controller.startup();
    broker.startup();
  }

  /** The broker first: it hands its leaderships over by the controllers, its own among them. */
  void close() {
    broker.shutdown(HANDING_OVER);
    controller.shutdown();
  }

  /** Blocks until both have ended. */
  void awaitEnd() {
    broker.awaitShutdown();
    controller.awaitShutdown();
  }
}
