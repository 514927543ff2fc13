package slipway.event;

import slipway.failure.AwsFailure;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Tells happenings on Slipway's own bus. */
public final class BusEvents implements Events {
    private final EventBridgeClient bridge;
    private final String bus;

    public BusEvents(EventBridgeClient bridge, String bus) {
        this.bridge = bridge;
        this.bus = bus;
    }

    @Override
    public void emit(Happening happening) {
        try {
            PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                    .eventBusName(bus)
                    .source("slipway")
                    .detailType(EventJson.detailType(happening))
                    .detail(EventJson.detail(happening).toString())
                    .time(happening.at())
                    .build();
            PutEventsResponse answer = bridge.putEvents(r -> r.entries(entry));
            // PutEvents answers 200 for entries that it refused.
            if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
                String code = answer.entries().getFirst().errorCode();
                throw new AwsFailure(
                        AwsFailure.Kind.UNAVAILABLE,
                        "events:PutEvents",
                        "",
                        bus,
                        "the bus refused the event: " + code,
                        null);
            }
        } catch (SdkException e) {
            throw FailureClassifier.of("events:PutEvents", e);
        }
    }
}
