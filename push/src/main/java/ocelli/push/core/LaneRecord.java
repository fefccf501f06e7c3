package ocelli.push.core;

import java.util.List;
import ocelli.push.journal.v1m0.DeliveryOrder;

/**
 * What is on record of a lane.
 *
 * @param mark as in {@link Changes}; −1 before the first
 * @param above as in {@link Changes}
 * @param gone whether the endpoint answered 410
 * @param backlog its rows
 * @param order that its newest row asks for
 */
public record LaneRecord(
    long mark, List<Long> above, boolean gone, Backlog backlog, DeliveryOrder order) {
  public LaneRecord {
    above = List.copyOf(above);
  }

  /** Of an endpoint that never got anything. */
  public static LaneRecord unknown() {
    return new LaneRecord(-1, List.of(), false, Backlog.empty(), DeliveryOrder.PER_TRANSACTION);
  }
}
