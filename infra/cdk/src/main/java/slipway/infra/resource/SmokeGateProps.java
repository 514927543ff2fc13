package slipway.infra.resource;

/**
 * What a gate waits for.
 *
 * @param target its name
 * @param trigger any text. CloudFormation asks again only when a property has changed: a deployment's id, or the value of a parameter
 */
public record SmokeGateProps(String target, Wanted wanted, String trigger) {

    /** Waits until the target's live endpoint serves this image: a URI with a tag, a digest, or both. */
    public static SmokeGateProps image(String target, String uri, String trigger) {
        return new SmokeGateProps(target, new Image(uri), trigger);
    }

    /** Waits until the target's live endpoint serves this configuration: an {@code AgentRuntime}'s {@code configurationHash()}. */
    public static SmokeGateProps configuration(String target, String hash, String trigger) {
        return new SmokeGateProps(target, new Configuration(hash), trigger);
    }

    /** Either of two. */
    public sealed interface Wanted {}

    /** An image by its URI. */
    public record Image(String uri) implements Wanted {}

    /** A configuration by its hash. */
    public record Configuration(String hash) implements Wanted {}
}
