package slipway.wiring;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A function's environment, read once. What a function does not use is not asked for. */
public final class Settings {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Checks that everything which the function needs is there.
     *
     * @throws IllegalStateException naming every problem at once
     */
    public static Settings read(Map<String, String> environment, String... needed) {
        List<String> problems = new ArrayList<>();
        for (String name : needed) {
            if (environment.getOrDefault(name, "").isBlank()) {
                problems.add(name + " is missing");
            }
        }
        for (String name : List.of("SLIPWAY_PREFIX", "SLIPWAY_ENVIRONMENT")) {
            String value = environment.getOrDefault(name, "");
            if (!NAME.matcher(value).matches()) {
                problems.add("%s is '%s': use lower-case letters, digits and hyphens".formatted(name, value));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("The function's environment does not hold: " + String.join("; ", problems));
        }
        return new Settings(Map.copyOf(environment));
    }

    public String prefix() {
        return get("SLIPWAY_PREFIX");
    }

    public String environment() {
        return get("SLIPWAY_ENVIRONMENT");
    }

    public String table() {
        return get("SLIPWAY_TABLE");
    }

    public String bus() {
        return get("SLIPWAY_BUS");
    }

    public String stateMachine() {
        return get("SLIPWAY_STATE_MACHINE");
    }

    /** The table of CloudFormation's requests. */
    public String requests() {
        return get("SLIPWAY_REQUESTS");
    }

    /** The state machine that looks at custom resources. */
    public String resourceMachine() {
        return get("SLIPWAY_RESOURCE_MACHINE");
    }

    /** The ARN of the alias of the drift check's function. */
    public String driftCheck() {
        return get("SLIPWAY_DRIFT_CHECK");
    }

    /** The ARN of the key that seals. */
    public String key() {
        return get("SLIPWAY_KEY");
    }

    public Set<String> publisherRoles() {
        return Set.of(get("SLIPWAY_PUBLISHER_ROLES").split(","));
    }

    public String region() {
        return get("AWS_REGION");
    }

    /** Where AWS's services are, if not at AWS's own addresses. */
    public Optional<URI> endpoint() {
        return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")).map(URI::create);
    }

    private String get(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("The function's environment does not hold: " + name + " is missing");
        }
        return value;
    }
}
