package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import slipway.event.Happening.ImagePublished;
import slipway.event.Happening.RolloutFinished;
import slipway.event.Happening.RolloutStarted;
import slipway.image.Image;

/** The JSON form of happenings, as the schemas under {@code events/} say. */
final class EventJson {
    private static final int SCHEMA = 1;

    private EventJson() {}

    static String detailType(Happening happening) {
        return switch (happening) {
            case ImagePublished _ -> "Image Published";
            case RolloutStarted _ -> "Rollout Started";
            case RolloutFinished _ -> "Rollout Finished";
        };
    }

    static ObjectNode detail(Happening happening) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("schema", SCHEMA);
        detail.put("target", happening.target().value());
        detail.put("image", happening.image().uri());
        switch (happening) {
            case ImagePublished published -> add(detail, published.image());
            case RolloutStarted started ->
                detail.put("rollout", started.rollout().value())
                        .put("cause", started.cause().inName());
            case RolloutFinished finished -> add(detail, finished);
        }
        return detail.put("at", happening.at().toString());
    }

    private static void add(ObjectNode detail, Image image) {
        detail.putObject("repository")
                .put("account", image.repository().account())
                .put("region", image.repository().region())
                .put("name", image.repository().name());
        detail.put("tag", image.tag().value());
        detail.put("digest", image.digest().value());
    }

    private static void add(ObjectNode detail, RolloutFinished finished) {
        detail.put("rollout", finished.rollout().value());
        detail.put("cause", finished.cause().inName());
        detail.put("outcome", finished.outcome().word());
        detail.put("reason", finished.reason());
        detail.put("proof", finished.proof().word());
        finished.from().ifPresent(v -> detail.put("fromVersion", v.toString()));
        finished.to().ifPresent(v -> detail.put("toVersion", v.toString()));
        detail.put("startedAt", finished.startedAt().toString());
        detail.put(
                "seconds", Duration.between(finished.startedAt(), finished.at()).toSeconds());
    }
}
