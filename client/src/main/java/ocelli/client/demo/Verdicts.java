package ocelli.client.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ocelli.client.core.Message;

/** All promises that the demo looks at. */
final class Verdicts {
  private Verdicts() {}

  static List<Check> of(Tally tally, List<Channel> channels) {
    List<Check> checks = new ArrayList<>();
    for (Channel channel : channels) {
      List<Message> all = tally.all(channel);
      checks.add(DeliveryChecks.complete(channel, tally.expectation(), tally.ours(channel)));
      checks.add(DeliveryChecks.chained(channel, all));
      checks.add(DeliveryChecks.ordered(channel, all));
    }
    List<Message> firehose = tally.all(Channel.FIREHOSE);
    checks.add(DeliveryChecks.distinct(firehose));
    if (channels.contains(Channel.WEBHOOK)) {
      List<Message> webhooks = tally.all(Channel.WEBHOOK);
      checks.add(DeliveryChecks.equal(webhooks, firehose));
      checks.add(signatures(tally, webhooks.size()));
    }
    checks.addAll(new ContentChecks(tally.sent(), once(tally.ours(Channel.FIREHOSE))).all());
    return checks;
  }

  private static Check signatures(Tally tally, int verified) {
    int refused = tally.refusals();
    return new Check(
        "every webhook's signature is right",
        refused == 0 && verified > 0,
        verified + " verified, " + refused + " refused");
  }

  private static List<Message> once(List<Message> messages) {
    Set<String> ids = new HashSet<>();
    return messages.stream().filter(message -> ids.add(message.id())).toList();
  }
}
