package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import slipway.local.edge.Fault;
import slipway.local.edge.Faults;
import slipway.local.edge.Occasion;

/** Lets deliveries go wrong as the faults that are switched on say. */
public final class EventFaults implements BusFaults {
    private final Faults faults;

    public EventFaults(Faults faults) {
        this.faults = faults;
    }

    @Override
    public List<Duration> deliveries(Rule rule, Rule.Target target, ObjectNode event) {
        Occasion occasion = new Occasion(
                event.path("detail-type").asText(), event.path("source").asText(), rule.arn());
        if (faults.meet(Fault.Lost.class, occasion).isPresent()) {
            return List.of();
        }
        Duration late = faults.meet(Fault.Late.class, occasion)
                .map(met -> met.fault().scaled())
                .orElse(Duration.ZERO);
        Duration after = late.plus(faults.meet(Fault.Shuffled.class, occasion)
                .map(met -> part(met.fault().within(), met.dice()))
                .orElse(Duration.ZERO));
        return faults.meet(Fault.Twice.class, occasion).isPresent() ? List.of(after, after) : List.of(after);
    }

    private static Duration part(Duration whole, double dice) {
        return Duration.ofNanos((long) (whole.toNanos() * dice));
    }
}
