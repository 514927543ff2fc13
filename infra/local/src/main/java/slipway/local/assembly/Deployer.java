package slipway.local.assembly;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Place;

/** Makes the resources of an assembly's stacks, each through the provider of its type. */
public final class Deployer {
    private final Assembly assembly;
    private final Place place;
    private final InstantSource clock;
    private final Providers providers;
    private final UnaryOperator<String> ssm;
    private final Progress progress;
    private final Map<String, String> exports = new ConcurrentHashMap<>();
    private final Map<String, DeployedStack> deployed = new ConcurrentSkipListMap<>();

    /**
     * @param ssm the value of the SSM parameter of this name, for parameters and references that name one; throws when
     *     there is none
     */
    public Deployer(
            Assembly assembly,
            Place place,
            InstantSource clock,
            List<ResourceProvider> providers,
            UnaryOperator<String> ssm,
            Progress progress) {
        this.assembly = assembly;
        this.place = place;
        this.clock = clock;
        this.ssm = ssm;
        this.progress = progress;
        this.providers = new Providers(providers);
    }

    /** Deploys a stack with its parameters' defaults; its outputs. */
    public Map<String, String> deploy(String stackName) {
        return deploy(stackName, Map.of());
    }

    /**
     * Deploys a stack that was not deployed before, the stacks that it needs being there. One that failed goes on from
     * where it failed.
     *
     * @param parameters values for the template's parameters
     * @return its outputs
     * @throws DeploymentFailed naming the resource and the reason
     */
    public Map<String, String> deploy(String stackName, Map<String, String> parameters) {
        StackArtifact stack = assembly.stack(stackName);
        try {
            DeployedStack there = deployed.computeIfAbsent(stackName, name -> new DeployedStack(stack, place, clock));
            if (!there.begin()) {
                throw new IllegalArgumentException("It is deployed already; the local cloud does not update stacks");
            }
            return fill(there, parameters);
        } catch (DeploymentFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DeploymentFailed("Stack " + stackName + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> fill(DeployedStack there, Map<String, String> parameters) {
        StackArtifact stack = there.artifact();
        try {
            Map<String, JsonNode> values = Parameters.of(stack.template().path("Parameters"), parameters, ssm);
            there.parameters(values);
            StackScope scope = new StackScope(stack, there.id(), place, values, there.made(), exports, ssm);
            makeAll(stack, scope, there);
            outputs(stack, scope, there);
            there.complete();
            return there.outputs().stream()
                    .collect(toMap(
                            DeployedStack.Output::key, DeployedStack.Output::value, (a, b) -> b, LinkedHashMap::new));
        } catch (RuntimeException e) {
            there.fail(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** A resource that was made. */
    public Optional<Made> resource(String stackName, String logicalId) {
        return Optional.ofNullable(deployed.get(stackName))
                .map(stack -> stack.made().get(logicalId));
    }

    /** Every stack that was deployed or is being deployed, by name. */
    public List<DeployedStack> stacks() {
        return List.copyOf(deployed.values());
    }

    private void makeAll(StackArtifact stack, StackScope scope, DeployedStack deployed) {
        List<String> order = Plan.of(stack.template(), scope::condition);
        for (String logicalId : order) {
            if (deployed.made().containsKey(logicalId)) {
                continue;
            }
            JsonNode resource = stack.template().path("Resources").path(logicalId);
            String type = resource.path("Type").asText();
            try {
                JsonNode properties = new Intrinsics(scope).resolve(resource.path("Properties"));
                Wanted wanted = new Wanted(
                        deployed.id(),
                        stack.stackName(),
                        logicalId,
                        type,
                        properties instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
                Made there = providers.of(type).make(wanted);
                deployed.add(logicalId, type, there);
                progress.made(wanted, there, deployed.made().size(), order.size());
            } catch (RuntimeException e) {
                throw new DeploymentFailed(
                        "Stack %s, %s (%s): %s".formatted(stack.stackName(), logicalId, type, e.getMessage()), e);
            }
        }
    }

    private void outputs(StackArtifact stack, StackScope scope, DeployedStack deployed) {
        Intrinsics intrinsics = new Intrinsics(scope);
        stack.template().path("Outputs").properties().forEach(output -> {
            JsonNode body = output.getValue();
            if (!body.has("Condition") || scope.condition(body.path("Condition").asText())) {
                String value = intrinsics.text(body.path("Value"));
                String export =
                        body.has("Export") ? intrinsics.text(body.path("Export").path("Name")) : null;
                deployed.add(new DeployedStack.Output(
                        output.getKey(), value, body.path("Description").textValue(), export));
                if (export != null) {
                    exports.put(export, value);
                }
            }
        });
    }
}
