package slipway.infra.resource;

import java.util.Optional;

/**
 * What a gate waits for.
 *
 * @param target its name
 * @param trigger any text. CloudFormation asks again only when a property has changed: a deployment's id, or the value of a parameter
 * @param runtime the name of the runtime that live must serve it on, where that is said
 */
public record SmokeGateProps(String target, Wanted wanted, String trigger, Optional<String> runtime) {

    /** Waits until the target's live endpoint serves this image: a URI with a tag, a digest, or both. */
    public static SmokeGateProps image(String target, String uri, String trigger) {
        return new SmokeGateProps(target, new Image(uri), trigger, Optional.empty());
    }

    /** Waits until the target's live endpoint serves this configuration: an {@code AgentRuntime}'s {@code configurationHash()}. */
    public static SmokeGateProps configuration(String target, String hash, String trigger) {
        return new SmokeGateProps(target, new Configuration(hash), trigger, Optional.empty());
    }

    /**
     * The same, and live must serve it on the runtime of this name. A stack that moves a target to another runtime says so:
     * its gate may look before the target has heard of that.
     */
    public SmokeGateProps on(String runtimeName) {
        return new SmokeGateProps(target, wanted, trigger, Optional.of(runtimeName));
    }

    /** Either of two. */
    public sealed interface Wanted {}

    /** An image by its URI. */
    public record Image(String uri) implements Wanted {}

    /** A configuration by its hash. */
    public record Configuration(String hash) implements Wanted {}
}
