package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * Settings in their layers: what was given, the launcher's application.conf, each module's
 * reference.conf.
 */
final class Layers {
  private Layers() {}

  /**
   * Resolved only when all layers are there, so that what a reference.conf refers to can be given.
   */
  static Config over(Config given) {
    return ConfigFactory.load(given.withFallback(ConfigFactory.parseResources("application.conf")));
  }
}
