package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/** What a Task state can call, by what stands in its Resource. */
final class Integrations {
    private static final Pattern FUNCTION = Pattern.compile("arn:aws:lambda:[^:]+:\\d{12}:function:[^:]+(:[^:]+)?");

    private final Map<String, Integration> services;

    Integrations(Collection<Integration> services) {
        this.services = services.stream().collect(Collectors.toMap(Integration::resource, Function.identity()));
    }

    static boolean isFunction(String resource) {
        return FUNCTION.matcher(resource).matches();
    }

    Optional<Integration> find(String resource) {
        return isFunction(resource)
                ? Optional.ofNullable(services.get(LambdaInvoke.RESOURCE)).map(invoke -> new ByArn(resource, invoke))
                : Optional.ofNullable(services.get(resource));
    }

    /** The first argument that the service does not understand; a function that is named by its ARN takes them all. */
    Optional<String> unknownArgument(String resource, JsonNode arguments) {
        return find(resource)
                .filter(found -> !(found instanceof ByArn))
                .flatMap(found -> arguments.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !found.arguments().contains(name))
                        .findFirst());
    }

    /** The older way to call a function: it gets the arguments as they are, and its answer alone is the result. */
    private record ByArn(String resource, Integration invoke) implements Integration {

        @Override
        public Set<String> arguments() {
            return Set.of();
        }

        @Override
        public JsonNode call(JsonNode arguments, Caller role) {
            ObjectNode call = Json.object().put("FunctionName", resource);
            call.set("Payload", arguments);
            return invoke.call(call, role).path("Payload");
        }
    }
}
