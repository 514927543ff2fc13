package slipway.infra.agentruntime;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stack says of a runtime besides its image. What it does not say stays as it is; what it said and says no more is taken back.
 *
 * <p>Values may come from other resources: what only CloudFormation knows is checked by the control plane.
 */
public final class RuntimeConfiguration {
    private final SortedMap<String, Object> members;
    private final @Nullable RuntimeNetwork network;
    private final @Nullable JwtAuthorizer authorizer;
    private final @Nullable String additional;

    private RuntimeConfiguration(
            SortedMap<String, Object> members,
            @Nullable RuntimeNetwork network,
            @Nullable JwtAuthorizer authorizer,
            @Nullable String additional) {
        this.members = members;
        this.network = network;
        this.authorizer = authorizer;
        this.additional = additional;
    }

    /** Nothing is said: AgentCore's own defaults for a new runtime, on an open network. */
    public static RuntimeConfiguration standard() {
        return new RuntimeConfiguration(new TreeMap<>(), null, null, null);
    }

    public RuntimeConfiguration describedAs(String text) {
        return with("description", text);
    }

    /** The same, with one more environment variable. Secrets belong elsewhere: whoever may read the runtime reads these. */
    public RuntimeConfiguration environment(String name, String value) {
        return environment(Map.of(name, value));
    }

    /** The same, with more environment variables. */
    public RuntimeConfiguration environment(Map<String, String> more) {
        var variables = new TreeMap<String, Object>(environment());
        variables.putAll(more);
        return with("environmentVariables", variables);
    }

    public RuntimeConfiguration network(RuntimeNetwork where) {
        return new RuntimeConfiguration(members, where, authorizer, additional);
    }

    public RuntimeConfiguration speaking(Protocol protocol) {
        return with("protocolConfiguration", one("serverProtocol", protocol.name()));
    }

    /** The same, calling for a token instead of AWS's signature. */
    public RuntimeConfiguration authorizedBy(JwtAuthorizer jwt) {
        return new RuntimeConfiguration(members, network, jwt, additional);
    }

    /** The same, whose agents see these headers of a call; {@code Authorization} only with a JWT authorizer. */
    public RuntimeConfiguration allowingHeaders(String... names) {
        return with("requestHeaderConfiguration", one("requestHeaderAllowlist", List.of(names)));
    }

    /** The same, with sessions that end when they were idle for so long, and after so long in any case; whole seconds, 60 to 1,209,600. */
    public RuntimeConfiguration sessions(Duration idle, Duration longest) {
        var lifecycle = one("idleRuntimeSessionTimeout", idle.toSeconds());
        lifecycle.put("maxLifetime", longest.toSeconds());
        return with("lifecycleConfiguration", lifecycle);
    }

    public RuntimeConfiguration fileSystems(FileSystem... systems) {
        return with(
                "filesystemConfigurations",
                Arrays.stream(systems)
                        .map(system -> one(system.kind(), system.members()))
                        .toList());
    }

    /** The same, on a platform of AgentCore's, {@code V1} or {@code V2}. It decides how large the environment may be. */
    public RuntimeConfiguration platformVersion(String version) {
        return with("platformVersion", version);
    }

    /** The same, on the instances of a capacity provider. */
    public RuntimeConfiguration capacityProvider(String arn) {
        return with("capacityProviderConfiguration", one("capacityProviderArn", arn));
    }

    /** The same, whose agents get at their credentials by MMDSv2 alone: older runtimes are not invoked until they say so. */
    public RuntimeConfiguration requiringMmdsV2() {
        return with("metadataConfiguration", one("requireMMDSV2", true));
    }

    /** The same, with members of UpdateAgentRuntime that are newer than this construct: a JSON object, names and values as the API has them. */
    public RuntimeConfiguration additional(String json) {
        return new RuntimeConfiguration(members, network, authorizer, json);
    }

    Optional<RuntimeNetwork> network() {
        return Optional.ofNullable(network);
    }

    Optional<JwtAuthorizer> authorizer() {
        return Optional.ofNullable(authorizer);
    }

    Optional<String> additional() {
        return Optional.ofNullable(additional);
    }

    /** The environment's values, which may be references. */
    Map<String, Object> environment() {
        var variables = new TreeMap<String, Object>();
        if (members.get("environmentVariables") instanceof Map<?, ?> said) {
            said.forEach((name, value) -> variables.put(String.valueOf(name), value));
        }
        return variables;
    }

    /** The members of UpdateAgentRuntime by the API's own names, but for the network, which only the construct knows. */
    SortedMap<String, Object> members() {
        var all = new TreeMap<>(members);
        authorizer().ifPresent(jwt -> all.put("authorizerConfiguration", jwt.property()));
        return all;
    }

    private RuntimeConfiguration with(String member, Object value) {
        var more = new TreeMap<>(members);
        more.put(member, value);
        return new RuntimeConfiguration(more, network, authorizer, additional);
    }

    private static SortedMap<String, Object> one(String member, Object value) {
        var object = new TreeMap<String, Object>();
        object.put(member, value);
        return object;
    }
}
