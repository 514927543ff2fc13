package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** What goes wrong between a rule and its target: events are delivered at least once, in no order, best effort. */
@FunctionalInterface
public interface BusFaults {
    BusFaults NONE = (rule, target, event) -> List.of(Duration.ZERO);

    /** After how much scaled time each copy of the event is delivered; none loses it, two duplicate it. */
    List<Duration> deliveries(Rule rule, Rule.Target target, ObjectNode event);
}
