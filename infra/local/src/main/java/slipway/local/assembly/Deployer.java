package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Place;

/** Makes the resources of an assembly's stacks, each through the provider of its type. */
public final class Deployer {
    private final Assembly assembly;
    private final Place place;
    private final Map<String, ResourceProvider> providers = new HashMap<>();
    private final UnaryOperator<String> ssm;
    private final Progress progress;
    private final Map<String, String> exports = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Made>> deployed = new ConcurrentHashMap<>();

    /**
     * @param ssm the value of the SSM parameter of this name, for parameters and references that name one; throws when
     *     there is none
     */
    public Deployer(
            Assembly assembly,
            Place place,
            List<ResourceProvider> providers,
            UnaryOperator<String> ssm,
            Progress progress) {
        this.assembly = assembly;
        this.place = place;
        this.ssm = ssm;
        this.progress = progress;
        for (ResourceProvider provider : providers) {
            for (String type : provider.types()) {
                if (this.providers.putIfAbsent(type, provider) != null) {
                    throw new IllegalArgumentException("Two providers make " + type);
                }
            }
        }
    }

    /** Deploys a stack with its parameters' defaults; its outputs. */
    public Map<String, String> deploy(String stackName) {
        return deploy(stackName, Map.of());
    }

    /**
     * Deploys a stack that was not deployed before, the stacks that it needs being there.
     *
     * @param parameters values for the template's parameters
     * @return its outputs
     * @throws DeploymentFailed naming the resource and the reason
     */
    public Map<String, String> deploy(String stackName, Map<String, String> parameters) {
        StackArtifact stack = assembly.stack(stackName);
        try {
            Map<String, Made> made = new ConcurrentHashMap<>();
            if (deployed.putIfAbsent(stackName, made) != null) {
                throw new IllegalArgumentException("It is deployed already; the local cloud does not update stacks");
            }
            Map<String, JsonNode> values = Parameters.of(stack.template().path("Parameters"), parameters, ssm);
            StackScope scope = new StackScope(stack, place, values, made, exports, ssm);
            makeAll(stack, scope, made);
            return outputs(stack, scope);
        } catch (DeploymentFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DeploymentFailed("Stack " + stackName + ": " + e.getMessage(), e);
        }
    }

    /** A resource that was made. */
    public Optional<Made> resource(String stackName, String logicalId) {
        return Optional.ofNullable(deployed.getOrDefault(stackName, Map.of()).get(logicalId));
    }

    private void makeAll(StackArtifact stack, StackScope scope, Map<String, Made> made) {
        List<String> order = Plan.of(stack.template(), scope::condition);
        for (String logicalId : order) {
            JsonNode resource = stack.template().path("Resources").path(logicalId);
            String type = resource.path("Type").asText();
            try {
                JsonNode properties = new Intrinsics(scope).resolve(resource.path("Properties"));
                Wanted wanted = new Wanted(
                        stack.stackName(),
                        logicalId,
                        type,
                        properties instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
                Made there = provider(type).make(wanted);
                made.put(logicalId, there);
                progress.made(wanted, there, made.size(), order.size());
            } catch (RuntimeException e) {
                throw new DeploymentFailed(
                        "Stack %s, %s (%s): %s".formatted(stack.stackName(), logicalId, type, e.getMessage()), e);
            }
        }
    }

    private ResourceProvider provider(String type) {
        ResourceProvider provider = providers.get(type);
        if (provider == null) {
            throw new IllegalArgumentException("The local cloud does not know the resource type " + type);
        }
        return provider;
    }

    private Map<String, String> outputs(StackArtifact stack, StackScope scope) {
        Intrinsics intrinsics = new Intrinsics(scope);
        Map<String, String> outputs = new LinkedHashMap<>();
        stack.template().path("Outputs").properties().forEach(output -> {
            JsonNode body = output.getValue();
            if (!body.has("Condition") || scope.condition(body.path("Condition").asText())) {
                String value = intrinsics.text(body.path("Value"));
                outputs.put(output.getKey(), value);
                if (body.has("Export")) {
                    exports.put(intrinsics.text(body.path("Export").path("Name")), value);
                }
            }
        });
        return outputs;
    }
}
