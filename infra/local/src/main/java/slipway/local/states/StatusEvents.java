package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;

/** Tells the default bus when an execution starts and ends. */
final class StatusEvents {
    /** Escaped input and output beyond this are left out, the input first. */
    private static final int MAX_BYTES = 248 * 1024;

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
                .putNull("stateMachineVersionArn")
                .putNull("stateMachineAliasArn")
                .put("name", start.name())
                .put("status", execution.status().name())
                .put("startDate", start.at().toEpochMilli())
                .put("stopDate", outcome == null ? null : outcome.at().toEpochMilli())
                .put("redriveCount", 0)
                .putNull("redriveDate")
                .putNull("redriveStatusReason")
                .putNull("error")
                .putNull("cause");
        Descriptions.redrive(detail, execution.status());
        addData(detail, start.text(), output(outcome));
        return outcome == null || outcome.failure() == null
                ? detail
                : outcome.failure().addTo(detail);
    }

    private static void addData(ObjectNode detail, String input, @Nullable String output) {
        int outputBytes = output == null ? 0 : escaped(output);
        put(detail, "input", input, escaped(input) + outputBytes <= MAX_BYTES);
        if (output == null) {
            detail.putNull("output").putNull("outputDetails");
        } else {
            put(detail, "output", output, outputBytes <= MAX_BYTES);
        }
    }

    private static void put(ObjectNode detail, String member, String text, boolean included) {
        detail.put(member, included ? text : null).putObject(member + "Details").put("included", included);
    }

    private static int escaped(String text) {
        return Json.write(Json.MAPPER.getNodeFactory().textNode(text)).getBytes(StandardCharsets.UTF_8).length;
    }

    private static @Nullable String output(Execution.@Nullable Outcome outcome) {
        return outcome == null || outcome.output() == null ? null : Json.write(outcome.output());
    }
}
