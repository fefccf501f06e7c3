package ocelli.jobs.core;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ocelli.protocol.ClientId;

/** Who watches on this node, by owner: a change goes to its own owner's watchers only. */
public final class Watchers {
  private final Map<ClientId, Set<Mailbox>> mailboxes = new ConcurrentHashMap<>();

  /** A new watcher of all of an owner's jobs. */
  public Mailbox join(ClientId owner) {
    Mailbox mailbox = new Mailbox();
    mailboxes.compute(
        owner,
        (key, before) -> {
          Set<Mailbox> all = before == null ? ConcurrentHashMap.newKeySet() : before;
          all.add(mailbox);
          return all;
        });
    return mailbox;
  }

  /** A watcher is gone. */
  public void leave(ClientId owner, Mailbox mailbox) {
    mailbox.close();
    mailboxes.computeIfPresent(
        owner,
        (key, all) -> {
          all.remove(mailbox);
          return all.isEmpty() ? null : all;
        });
  }

  /** Something changed. */
  public void changed(JobStatus change) {
    mailboxes.getOrDefault(change.owner(), Set.of()).forEach(mailbox -> mailbox.put(change));
  }

  /** Changes may have been missed: everybody is told to look. */
  public void missed() {
    mailboxes.values().forEach(all -> all.forEach(Mailbox::missed));
  }

  /** Ends all. */
  public void close() {
    mailboxes.values().forEach(all -> all.forEach(Mailbox::close));
  }

  /** How many watch now. */
  public int size() {
    return mailboxes.values().stream().mapToInt(Set::size).sum();
  }
}
