package slipway.infra.target;

import org.jspecify.annotations.Nullable;
import slipway.infra.agentruntime.AgentRuntime;
import software.amazon.awscdk.services.bedrockagentcore.IBedrockAgentRuntime;
import software.constructs.IConstruct;

/**
 * The runtime that a target brings images to.
 *
 * @param executionRoleArn the role that an update passes on
 * @param construct where this app makes the runtime: the declaration comes after it and goes before it
 * @param privateEndpoints JSON of the authorizer's private endpoints, which AgentCore never returns; absent where it has no authorizer
 */
public record TargetRuntime(
        String name,
        String executionRoleArn,
        ConfigurationFrom configurationFrom,
        @Nullable IConstruct construct,
        @Nullable String privateEndpoints) {

    /** Which version an update starts from. */
    public enum ConfigurationFrom {
        /** The one that live serves: a foreign change is refused. */
        LIVE,
        /** The latest: for a runtime whose configuration a stack owns. */
        LATEST
    }

    /** A runtime of this app that CloudFormation makes itself, and whose configuration its stack owns. */
    public static TargetRuntime of(IBedrockAgentRuntime runtime) {
        return new TargetRuntime(
                runtime.getAgentRuntimeName(), runtime.getRole().getRoleArn(), ConfigurationFrom.LATEST, runtime, null);
    }

    /** A runtime of this app that {@link AgentRuntime} makes: its configuration rolls out like an image. */
    public static TargetRuntime of(AgentRuntime runtime) {
        return new TargetRuntime(
                runtime.name(),
                runtime.role().getRoleArn(),
                ConfigurationFrom.LIVE,
                runtime,
                runtime.authorizerPrivateEndpoints().orElse(null));
    }

    /** A runtime that somebody else makes and tags: Slipway owns its configuration from then on. */
    public static TargetRuntime named(String name, String executionRoleArn) {
        return new TargetRuntime(name, executionRoleArn, ConfigurationFrom.LIVE, null, null);
    }

    /** The same runtime, updates starting from another version. */
    public TargetRuntime configuredFrom(ConfigurationFrom from) {
        return new TargetRuntime(name, executionRoleArn, from, construct, privateEndpoints);
    }

    /** The same runtime, whose authorizer has these private endpoints: {@code "none"} in quotes, or an array. */
    public TargetRuntime authorizerPrivateEndpoints(String json) {
        return new TargetRuntime(name, executionRoleArn, configurationFrom, construct, json);
    }
}
