package slipway.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.Optional;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;
import slipway.image.Repository;
import slipway.image.TagPolicy;

/**
 * What the owner says about a target. Its JSON form has a schema in {@code events/declaration}.
 *
 * @param deployment absent for a publish-only target: the tag is published and nothing rolls out
 */
public record Declaration(
        Repository repository, TagPolicy tagPolicy, Optional<Deployment> deployment, DriftSpec drift) {

    /** The runtime that the target's images go live on, and how they are proven. */
    public record Deployment(
            RuntimeName runtime,
            ConfigurationFrom configurationFrom,
            PrivateEndpoints privateEndpoints,
            EndpointName endpoint,
            Proof proof,
            Optional<Approval> approval,
            Optional<BakeSpec> bake,
            Aftercare aftercare) {

        /** The endpoint with its runtime, {@code support/live}. */
        public String fullName() {
            return runtime + "/" + endpoint;
        }
    }

    /** The version whose configuration a rollout starts from. */
    public enum ConfigurationFrom {
        /** The version that live serves: a newer version that Slipway did not make is a foreign change. */
        LIVE,
        /** The latest version: for runtimes whose configuration somebody else owns, a stack for example. */
        LATEST
    }

    /** What the owner says of an authorizer's private endpoints, which {@code GetAgentRuntime} never returns. */
    public sealed interface PrivateEndpoints {
        /** Nothing is said. A runtime with a JWT authorizer is then not updated. */
        record Undeclared() implements PrivateEndpoints {}

        /** There are none to lose. */
        record None() implements PrivateEndpoints {}

        /** The authorizer's {@code privateEndpointOverrides}, sent back with every update. */
        record Declared(ArrayNode overrides) implements PrivateEndpoints {}
    }

    /**
     * A person decides before live moves.
     *
     * @param expires how long the question stands, 1 hour to 14 days; unanswered, the image is rejected
     */
    public record Approval(Duration expires) {}

    /** How a candidate shows that it works. */
    public sealed interface Proof {
        /** By answering a smoke test. */
        record BySmokeTest(SmokeSpec spec) implements Proof {}

        /** Not at all; the outcome then says {@code unproven}. */
        record Skipped(String reason) implements Proof {}
    }
}
