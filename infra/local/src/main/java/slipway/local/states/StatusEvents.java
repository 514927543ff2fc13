package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;

/** Tells the default bus when an execution starts and ends. */
final class StatusEvents {
    private final Place place;
    private final InstantSource clock;
    private final Consumer<ObjectNode> bus;

    StatusEvents(Place place, InstantSource clock, Consumer<ObjectNode> bus) {
        this.place = place;
        this.clock = clock;
        this.bus = bus;
    }

    void announce(Execution execution) {
        ObjectNode event = Events.envelope(
                place, clock.instant(), "aws.states", "Step Functions Execution Status Change", detail(execution));
        event.withArray("resources").add(execution.start().arn());
        bus.accept(event);
    }

    private static ObjectNode detail(Execution execution) {
        Execution.Start start = execution.start();
        Execution.Outcome outcome = execution.outcome();
        ObjectNode detail = Json.object()
                .put("executionArn", start.arn())
                .put("stateMachineArn", start.stateMachineArn())
                .put("name", start.name())
                .put("status", execution.status().name())
                .put("startDate", start.at().toEpochMilli())
                .put("stopDate", outcome == null ? null : outcome.at().toEpochMilli())
                .put("input", start.text())
                .put("output", output(outcome));
        detail.putObject("inputDetails").put("included", true);
        detail.putObject("outputDetails").put("included", true);
        if (outcome != null && outcome.failure() != null) {
            detail.put("error", outcome.failure().error())
                    .put("cause", outcome.failure().cause());
        }
        return detail;
    }

    private static @Nullable String output(Execution.@Nullable Outcome outcome) {
        return outcome == null || outcome.output() == null ? null : Json.write(outcome.output());
    }
}
