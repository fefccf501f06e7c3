package ocelli.client.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The ids of the latest messages, in bounded memory: Ocelli delivers at least once, and the same id
 * again is the same message. Safe for several threads.
 */
public final class SeenIds {
  // Twice the most images of a transaction (1,000) × five messages: what vision may repeat after a
  // crash is less. About 1.5 MB.
  private static final int MOST = 10_000;

  private final Set<String> ids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  /** Whether it was added and is not too long ago. */
  public boolean contains(String id) {
    return ids.contains(id);
  }

  /** Adds one, best after what it stands for was done; false when it was there. */
  public boolean add(String id) {
    return ids.add(id);
  }
}
