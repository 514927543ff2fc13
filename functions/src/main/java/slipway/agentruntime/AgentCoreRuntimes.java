package slipway.agentruntime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.http.SdkHttpClient;

/** The runtimes as AgentCore's control plane has them. */
public final class AgentCoreRuntimes implements AgentRuntimes {
    private static final String RUNTIMES = "runtimes";
    private static final String ENDPOINTS = "runtime-endpoints";
    private static final String NEXT_TOKEN = "nextToken";
    private static final String VERSION = "agentRuntimeVersion";
    private static final String CLIENT_TOKEN = "clientToken";

    private final ControlPlane control;

    /** Takes a client whose connection and socket time-outs are set. */
    public AgentCoreRuntimes(AgentCoreWire control, SdkHttpClient http) {
        this.control = new ControlPlane(control, http);
    }

    @Override
    public Optional<RuntimeId> find(RuntimeName name) {
        return pages("ListAgentRuntimes", path(RUNTIMES), "agentRuntimes").stream()
                .filter(runtime -> text(runtime, "agentRuntimeName").equals(Optional.of(name.value())))
                .flatMap(runtime -> text(runtime, "agentRuntimeId").stream())
                .map(RuntimeId::new)
                .findFirst();
    }

    @Override
    public RuntimeDocument latest(RuntimeId id) {
        return RuntimeDocument.of(control.get("GetAgentRuntime", path(RUNTIMES, id.value()), Map.of()));
    }

    @Override
    public Optional<RuntimeDocument> version(RuntimeId id, Version version) {
        var query = Map.of("version", version.asString());
        return ifThere(() -> control.get("GetAgentRuntime", path(RUNTIMES, id.value()), query))
                .map(RuntimeDocument::of);
    }

    @Override
    public List<Version> versions(RuntimeId id) {
        return pages("ListAgentRuntimeVersions", path(RUNTIMES, id.value(), "versions"), "agentRuntimes").stream()
                .flatMap(item -> text(item, VERSION).stream())
                .map(Version::parse)
                .sorted()
                .toList();
    }

    /** There is no operation for one version: DeleteAgentRuntime without a version would delete the whole runtime. */
    @Override
    public void deleteVersion(RuntimeId id, Version version, String clientToken) {
        var query = Map.of("version", version.asString(), CLIENT_TOKEN, clientToken);
        ifThere(() -> control.delete("DeleteAgentRuntime", path(RUNTIMES, id.value()), query));
    }

    @Override
    public List<Endpoint> endpoints(RuntimeId id) {
        return pages("ListAgentRuntimeEndpoints", path(RUNTIMES, id.value(), ENDPOINTS), "runtimeEndpoints").stream()
                .map(item -> endpoint(new EndpointName(text(item, "name").orElse("")), item))
                .toList();
    }

    private List<JsonNode> pages(String operation, List<String> path, String list) {
        var items = new ArrayList<JsonNode>();
        var query = new LinkedHashMap<>(Map.of("maxResults", "100"));
        while (true) {
            var page = control.post(operation, path, query);
            page.path(list).forEach(items::add);
            var next = text(page, NEXT_TOKEN);
            if (next.isEmpty()) {
                return items;
            }
            query.put(NEXT_TOKEN, next.get());
        }
    }

    @Override
    public Map<String, String> tags(String arn) {
        var answer = control.get("ListTagsForResource", List.of("tags", arn), Map.of());
        var tags = new LinkedHashMap<String, String>();
        answer.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    @Override
    public Version update(RuntimeId id, ObjectNode body) {
        var answer = control.put("UpdateAgentRuntime", path(RUNTIMES, id.value()), body);
        return text(answer, VERSION)
                .map(Version::parse)
                .orElseThrow(() -> FailureClassifier.unanswered(
                        "bedrock-agentcore:UpdateAgentRuntime", "the answer names no version", null));
    }

    @Override
    public Optional<Endpoint> endpoint(RuntimeId id, EndpointName name) {
        return ifThere(() -> control.get("GetAgentRuntimeEndpoint", endpointPath(id, name), Map.of()))
                .map(answer -> endpoint(name, answer));
    }

    private static Endpoint endpoint(EndpointName name, JsonNode answer) {
        return new Endpoint(
                name,
                EndpointStatus.of(text(answer, "status").orElse("")),
                text(answer, "liveVersion").map(Version::parse),
                text(answer, "targetVersion").map(Version::parse),
                text(answer, "failureReason"),
                text(answer, "agentRuntimeEndpointArn").orElse(""));
    }

    @Override
    public void createEndpoint(
            RuntimeId id, EndpointName name, Version version, String clientToken, Map<String, String> tags) {
        var body = ExactJson.object().put("name", name.value());
        // Without a version the endpoint would point to whatever is the latest.
        body.put(VERSION, version.asString()).put(CLIENT_TOKEN, clientToken);
        var sent = body.putObject("tags");
        tags.forEach(sent::put);
        control.put("CreateAgentRuntimeEndpoint", path(RUNTIMES, id.value(), ENDPOINTS), body);
    }

    @Override
    public void moveEndpoint(RuntimeId id, EndpointName name, Version version, String clientToken) {
        var body = ExactJson.object().put(VERSION, version.asString()).put(CLIENT_TOKEN, clientToken);
        control.put("UpdateAgentRuntimeEndpoint", endpointPath(id, name), body);
    }

    @Override
    public void deleteEndpoint(RuntimeId id, EndpointName name, String clientToken) {
        try {
            var query = Map.of(CLIENT_TOKEN, clientToken);
            control.delete("DeleteAgentRuntimeEndpoint", endpointPath(id, name), query);
        } catch (AwsFailure failure) {
            // Deleting what is not there may be answered as denied instead of not found.
            if (failure.kind() != Kind.NOT_FOUND && !(failure.kind() == Kind.DENIED && isGone(id, name))) {
                throw failure;
            }
        }
    }

    private boolean isGone(RuntimeId id, EndpointName name) {
        try {
            return endpoint(id, name).isEmpty();
        } catch (AwsFailure unknown) {
            return false;
        }
    }

    private static Optional<ObjectNode> ifThere(Supplier<ObjectNode> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsFailure failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static List<String> endpointPath(RuntimeId id, EndpointName name) {
        return path(RUNTIMES, id.value(), ENDPOINTS, name.value());
    }

    /** AgentCore's paths end with a slash, but for those of tags. */
    private static List<String> path(String... segments) {
        var path = new ArrayList<>(Arrays.asList(segments));
        path.add("");
        return path;
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(node.path(member).textValue());
    }
}
