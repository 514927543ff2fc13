package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.json.Properties;

/** Makes rules from templates. */
public final class RuleResources implements ResourceProvider {
    private static final Set<String> KNOWN =
            Set.of("Name", "Description", "EventBusName", "EventPattern", "State", "Targets", "Tags");
    private static final Set<String> TARGET =
            Set.of("Arn", "Id", "Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig", "RoleArn");
    private static final int MOST_TARGETS = 5;
    private static final int DEFAULT_ATTEMPTS = 185;
    private static final int DEFAULT_AGE_SECONDS = 86_400;

    private final Bus bus;
    private final Place place;

    public RuleResources(Bus bus, Place place) {
        this.bus = bus;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Events::Rule");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        String name = properties.text("Name", properties.generatedName());
        String busName = properties.text("EventBusName", Bus.DEFAULT);
        String onBus = busName.substring(busName.lastIndexOf('/') + 1);
        String arn = arn(place, onBus, name);
        boolean enabled = !properties.text("State", "ENABLED").equals("DISABLED");
        bus.put(new Rule(arn, name, onBus, pattern(properties), enabled, targets(properties)));
        String physicalId = onBus.equals(Bus.DEFAULT) ? name : onBus + "|" + name;
        return new Made(physicalId, Map.of("Arn", arn));
    }

    static String arn(Place place, String bus, String rule) {
        return place.arn("events", "rule/" + (bus.equals(Bus.DEFAULT) ? "" : bus + "/") + rule);
    }

    private static EventPattern pattern(Properties properties) {
        try {
            return EventPattern.of(Json.write(properties.get("EventPattern")));
        } catch (IllegalArgumentException e) {
            throw properties.wrong("EventPattern", String.valueOf(e.getMessage()));
        }
    }

    private static List<Rule.Target> targets(Properties properties) {
        List<Rule.Target> targets = new ArrayList<>();
        for (JsonNode target : properties.get("Targets")) {
            properties.only(target, "Targets[" + targets.size() + "].", TARGET);
            targets.add(target(properties, target));
        }
        if (targets.size() > MOST_TARGETS) {
            throw properties.wrong("Targets", "has more than 5 entries");
        }
        return List.copyOf(targets);
    }

    private static Rule.Target target(Properties properties, JsonNode target) {
        JsonNode retry = target.path("RetryPolicy");
        return new Rule.Target(
                target.path("Id").asText(),
                target.path("Arn").asText(),
                TargetInput.read(properties, target),
                target,
                retry.path("MaximumRetryAttempts").asInt(DEFAULT_ATTEMPTS),
                Duration.ofSeconds(retry.path("MaximumEventAgeInSeconds").asInt(DEFAULT_AGE_SECONDS)),
                target.at("/DeadLetterConfig/Arn").isTextual()
                        ? target.at("/DeadLetterConfig/Arn").asText()
                        : null);
    }
}
