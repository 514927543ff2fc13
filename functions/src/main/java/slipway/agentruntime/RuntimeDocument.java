package slipway.agentruntime;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.image.Image;
import slipway.image.InvalidImage;

/**
 * A version of a runtime as GetAgentRuntime returned it, members that no SDK has heard of included.
 *
 * <p>UpdateAgentRuntime replaces the whole configuration, so everything goes back except what {@link OmittedMembers} lists.
 */
public final class RuntimeDocument {
    private static final String ARTIFACT = "agentRuntimeArtifact";
    private static final String CONTAINER = "containerConfiguration";
    private static final String CONTAINER_URI = "containerUri";
    /** Who may call the runtime. */
    public static final String AUTHORIZER = "authorizerConfiguration";

    private static final Duration LONGEST_SESSION = Duration.ofHours(8);
    private static final String JWT = "customJWTAuthorizer";

    private final ObjectNode document;

    private RuntimeDocument(ObjectNode document) {
        this.document = document;
    }

    /** Takes what GetAgentRuntime returned, read with {@link ExactJson}. */
    public static RuntimeDocument of(ObjectNode document) {
        return new RuntimeDocument(document.deepCopy());
    }

    public RuntimeId id() {
        return new RuntimeId(text("agentRuntimeId").orElse(""));
    }

    public RuntimeName name() {
        return new RuntimeName(text("agentRuntimeName").orElse(""));
    }

    public String arn() {
        return text("agentRuntimeArn").orElse("");
    }

    public Version version() {
        return Version.parse(text("agentRuntimeVersion").orElse(""));
    }

    public RuntimeStatus status() {
        return RuntimeStatus.of(text("status").orElse(""));
    }

    /** Why AgentCore gave up on the version, in its words. */
    public Optional<String> failureReason() {
        return text("failureReason");
    }

    /** The role that the agent runs as, which an update passes again. */
    public Optional<String> roleArn() {
        return text("roleArn");
    }

    /** The image as AgentCore holds it, pinned or not; empty if the runtime runs code instead of a container. */
    public Optional<String> containerUri() {
        return Optional.ofNullable(document.path(ARTIFACT)
                        .path(CONTAINER)
                        .path(CONTAINER_URI)
                        .textValue())
                .filter(not(String::isEmpty));
    }

    /** The image, where AgentCore holds it as Slipway names images; whoever else made the version may have written a tag alone. */
    public Optional<Image> image() {
        try {
            return containerUri().map(Image::parse);
        } catch (InvalidImage e) {
            return Optional.empty();
        }
    }

    /**
     * How long a session may live, and so keep the version that it began with: AgentCore's default is 8 hours
     * (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html).
     */
    public Duration maxSessionLifetime() {
        return Duration.ofSeconds(
                document.path("lifecycleConfiguration").path("maxLifetime").asLong(LONGEST_SESSION.toSeconds()));
    }

    /** Whether callers come with a token: such a runtime cannot be invoked with AWS credentials. */
    public boolean hasJwtAuthorizer() {
        return !document.path(AUTHORIZER).path(JWT).isEmpty();
    }

    /** The same configuration with another image; the runtime must run a container already. */
    public RuntimeDocument withImage(Image image) {
        var changed = document.deepCopy();
        if (!(changed.path(ARTIFACT).path(CONTAINER) instanceof ObjectNode container)) {
            throw new IllegalStateException(
                    "runtime %s runs code, not a container: an image cannot be rolled out to it".formatted(name()));
        }
        container.put(CONTAINER_URI, image.uri());
        return new RuntimeDocument(changed);
    }

    /** The same image with what the change sets, and without what it unsets. */
    public RuntimeDocument with(ConfigurationChange change) {
        var changed = document.deepCopy();
        changed.setAll(change.set());
        changed.remove(change.unset());
        return new RuntimeDocument(changed);
    }

    /**
     * The same configuration with the authorizer's private endpoints, which GetAgentRuntime never returns; those that a
     * change has just set stay.
     */
    public RuntimeDocument withPrivateEndpointOverrides(ArrayNode overrides) {
        var changed = document.deepCopy();
        if (changed.path(AUTHORIZER).path(JWT) instanceof ObjectNode authorizer) {
            authorizer.putIfAbsent(OmittedMembers.PRIVATE_ENDPOINT_OVERRIDES, overrides.deepCopy());
        }
        return new RuntimeDocument(changed);
    }

    /** The body of the UpdateAgentRuntime that makes this configuration a new version. */
    public ObjectNode updateBody(String clientToken) {
        return OmittedMembers.withoutGetOnly(document).put("clientToken", clientToken);
    }

    /** The SHA-256 of what was configured, the image left out: equal for versions that differ in nothing else. */
    public String configurationHash() {
        var configuration = OmittedMembers.comparable(document);
        if (configuration.path(ARTIFACT).path(CONTAINER) instanceof ObjectNode container) {
            container.remove(CONTAINER_URI);
        }
        return CanonicalJson.sha256(configuration);
    }

    /** JSON pointers to what was configured differently, the image included; never the values, which may be secrets. */
    public List<String> differences(RuntimeDocument other) {
        return JsonDifferences.between(OmittedMembers.comparable(document), OmittedMembers.comparable(other.document));
    }

    /**
     * Where this document differs from another one, each place with short hashes of both values: enough to tell whether
     * a value is the one that somebody expects, and no more, for it may be a secret.
     */
    public List<String> changesTo(RuntimeDocument other) {
        return differences(other).stream()
                .map(pointer -> "%s (%s becomes %s)"
                        .formatted(pointer, fingerprint(document, pointer), fingerprint(other.document, pointer)))
                .toList();
    }

    private static String fingerprint(JsonNode document, String pointer) {
        JsonNode value = document.at(pointer);
        return value.isMissingNode() || value.isNull()
                ? "absent"
                : CanonicalJson.sha256(value).substring(0, 8);
    }

    /** A copy of the whole document, with secrets as AgentCore returned them. */
    public ObjectNode json() {
        return document.deepCopy();
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable(document.path(member)).map(JsonNode::textValue);
    }

    /** Without the content, which holds environment values. */
    @Override
    public String toString() {
        return "RuntimeDocument[%s]".formatted(text("agentRuntimeArn").orElse("?"));
    }
}
