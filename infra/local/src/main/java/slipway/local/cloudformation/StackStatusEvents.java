package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Consumer;
import slipway.local.assembly.StackEvent;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/**
 * What CloudFormation tells EventBridge of stacks and their resources
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/events-ref-cloudformation.html).
 */
public final class StackStatusEvents implements Consumer<StackEvent> {
    private final Place place;
    private final Consumer<ObjectNode> defaultBus;

    public StackStatusEvents(Place place, Consumer<ObjectNode> defaultBus) {
        this.place = place;
        this.defaultBus = defaultBus;
    }

    @Override
    public void accept(StackEvent event) {
        ObjectNode told = Json.object()
                .put("version", "0")
                .put("id", event.id())
                .put(
                        "detail-type",
                        "CloudFormation %s Status Change".formatted(event.isOfStack() ? "Stack" : "Resource"))
                .put("source", "aws.cloudformation")
                .put("account", place.account())
                .put("time", event.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", place.region());
        told.putArray("resources").add(event.stackId());
        ObjectNode detail = told.putObject("detail").put("stack-id", event.stackId());
        if (!event.isOfStack()) {
            detail.put("logical-resource-id", event.logicalId())
                    .put("physical-resource-id", event.physicalId())
                    .put("resource-type", event.type());
        }
        detail.putObject("status-details")
                .put("status", event.status().name())
                .put("status-reason", Objects.requireNonNullElse(event.reason(), ""));
        detail.put("client-request-token", Objects.requireNonNullElse(event.token(), ""));
        defaultBus.accept(told);
    }
}
