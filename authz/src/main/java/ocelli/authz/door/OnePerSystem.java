package ocelli.authz.door;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps one view for all services of a process. */
final class OnePerSystem implements Extension {
  private @Nullable Revocations started;

  private OnePerSystem() {}

  static OnePerSystem of(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  synchronized Revocations orStart(Supplier<Revocations> start) {
    if (started == null) {
      started = start.get();
    }
    return started;
  }

  private static final class Id extends ExtensionId<OnePerSystem> {
    static final Id INSTANCE = new Id();

    @Override
    public OnePerSystem createExtension(ActorSystem<?> system) {
      return new OnePerSystem();
    }
  }
}
