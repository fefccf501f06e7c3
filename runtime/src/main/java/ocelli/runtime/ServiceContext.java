package ocelli.runtime;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import ocelli.runtime.health.Health;
import ocelli.runtime.kafka.KafkaConnection;

/**
 * What a process gives each service that it starts.
 *
 * @param system runs actors and streams; its configuration holds every service's settings
 * @param clock the only source of the current time
 * @param kafka how to reach the broker
 * @param meters where a service counts
 * @param health where a service says whether it can serve
 */
public record ServiceContext(
    ActorSystem<?> system,
    Clock clock,
    KafkaConnection kafka,
    MeterRegistry meters,
    Health health) {

  /**
   * The settings of one service.
   *
   * @param path such as {@code ocelli.push}
   * @throws com.typesafe.config.ConfigException which names the key, where it is absent
   */
  public Config settings(String path) {
    return system.settings().config().getConfig(path);
  }

  /** The meters of one service. */
  public ServiceMeters metersOf(String service) {
    return new ServiceMeters(meters, service);
  }
}
