package ocelli.client.firehose;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the latest messages. */
final class SeenIds {
  // Twice the most images of a transaction (1,000) × five messages: what vision may repeat after a
  // crash is less.
  private static final int MOST = 10_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  boolean contains(String id) {
    return ids.containsKey(id);
  }

  void add(String id) {
    ids.put(id, true);
  }
}
