package ocelli.push.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.typed.Cluster;

/** Where write and read side are nodes of their own, they carry their side as a cluster role. */
final class DaemonRoles {
  private DaemonRoles() {}

  static ShardedDaemonProcessSettings settings(ActorSystem<?> system, String role) {
    ShardedDaemonProcessSettings settings = ShardedDaemonProcessSettings.create(system);
    return Cluster.get(system).selfMember().hasRole(role) ? settings.withRole(role) : settings;
  }
}
