package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** The dashboards of the account; nothing draws them here. */
public final class Dashboards {
    private final Place place;
    private final InstantSource clock;
    private final Map<String, Dashboard> byName = new ConcurrentHashMap<>();

    public Dashboards(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** A dashboard, its body as it was written. */
    public record Dashboard(String arn, String name, String body, Instant modified) {}

    /** @throws IllegalArgumentException saying what is wrong with the body */
    void put(String name, String body) {
        JsonNode tree = Json.read(body);
        if (!tree.path("widgets").isArray()) {
            throw new IllegalArgumentException("it has no list of widgets");
        }
        for (JsonNode widget : tree.path("widgets")) {
            if (!widget.path("type").isTextual() || !widget.path("properties").isObject()) {
                throw new IllegalArgumentException("a widget has no type or no properties: " + widget);
            }
        }
        byName.put(name, new Dashboard(arn(name), name, body, clock.instant()));
    }

    void delete(String name) {
        byName.remove(name);
    }

    /** All of them by name. */
    public List<Dashboard> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Dashboard::name))
                .toList();
    }

    Optional<Dashboard> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Dashboards belong to no Region. */
    String arn(String name) {
        return "arn:aws:cloudwatch::%s:dashboard/%s".formatted(place.account(), name);
    }
}
