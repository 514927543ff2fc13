package slipway.local.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import slipway.local.edge.Place;

/** Events as EventBridge delivers them. */
public final class Events {
    private Events() {}

    /** An event with all of EventBridge's members; its resources are empty. */
    public static ObjectNode envelope(Place place, Instant time, String source, String detailType, ObjectNode detail) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", place.account())
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", place.region());
        event.putArray("resources");
        event.set("detail", detail);
        return event;
    }
}
