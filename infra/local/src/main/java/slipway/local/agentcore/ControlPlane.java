package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;

/** The control API: each operation counts against its rate, asks IAM, then does its work. */
final class ControlPlane {
    private static final String RUNTIME = "/runtimes/{agentRuntimeId}/";
    private static final String ENDPOINTS = RUNTIME + "runtime-endpoints/";
    private static final String ENDPOINT = ENDPOINTS + "{endpointName}/";
    private static final String TAGS = "/tags/{resourceArn}";

    private final Runtimes runtimes;
    private final Endpoints endpoints;
    private final Tags tags;
    private final Access access;
    private final Rates rates;
    private final ClientTokens tokens;
    private final Consumer<Use> onlooker;

    ControlPlane(
            Runtimes runtimes,
            Endpoints endpoints,
            Tags tags,
            Access access,
            Rates rates,
            ClientTokens tokens,
            Consumer<Use> onlooker) {
        this.runtimes = runtimes;
        this.endpoints = endpoints;
        this.tags = tags;
        this.access = access;
        this.rates = rates;
        this.tokens = tokens;
        this.onlooker = onlooker;
    }

    List<Route> routes() {
        return List.of(
                new Route("CreateAgentRuntime", "PUT", "/runtimes/", this::createRuntime),
                new Route("ListAgentRuntimes", "POST", "/runtimes/", this::listRuntimes),
                new Route("GetAgentRuntime", "GET", RUNTIME, this::getRuntime),
                new Route("UpdateAgentRuntime", "PUT", RUNTIME, this::updateRuntime),
                new Route("DeleteAgentRuntime", "DELETE", RUNTIME, this::deleteRuntime),
                new Route("ListAgentRuntimeVersions", "POST", RUNTIME + "versions/", this::listVersions),
                new Route("CreateAgentRuntimeEndpoint", "PUT", ENDPOINTS, this::createEndpoint),
                new Route("ListAgentRuntimeEndpoints", "POST", ENDPOINTS, this::listEndpoints),
                new Route("GetAgentRuntimeEndpoint", "GET", ENDPOINT, this::getEndpoint),
                new Route("UpdateAgentRuntimeEndpoint", "PUT", ENDPOINT, this::updateEndpoint),
                new Route("DeleteAgentRuntimeEndpoint", "DELETE", ENDPOINT, this::deleteEndpoint),
                new Route("ListTagsForResource", "GET", TAGS, this::listTags),
                new Route("TagResource", "POST", TAGS, this::tag),
                new Route("UntagResource", "DELETE", TAGS, this::untag),
                new Route(
                        "ListAgentRuntimeVersionsByCapacityProvider",
                        "POST",
                        "/capacity-providers/{capacityProviderId}/runtime-versions",
                        this::listByProvider));
    }

    private Answer createRuntime(Route.Request request) {
        rates.mutation();
        ObjectNode body = request.json();
        access.newRuntime(request.call(), Json.strings(body.path("tags")));
        access.passRole(request.call(), Rules.text(body, "roleArn"));
        return accepted(once(
                "CreateAgentRuntime",
                body,
                () -> runtimes.create(body, request.call().caller())));
    }

    private Answer updateRuntime(Route.Request request) {
        rates.mutation();
        String id = Rules.id(request.label("agentRuntimeId"));
        ObjectNode body = request.json();
        access.runtime(request.call(), "UpdateAgentRuntime", id);
        access.passRole(request.call(), Rules.text(body, "roleArn"));
        Caller caller = request.call().caller();
        String token = body.path("clientToken").asText();
        try {
            ObjectNode made = once("UpdateAgentRuntime " + id, body, () -> runtimes.update(id, body, caller));
            Optional<String> version =
                    Optional.of(made.path("agentRuntimeVersion").asText());
            onlooker.accept(new Use.Updated(caller.arn(), id, token, version, ""));
            return accepted(made);
        } catch (AwsError e) {
            onlooker.accept(new Use.Updated(caller.arn(), id, token, Optional.empty(), e.code()));
            throw e;
        }
    }

    private Answer getRuntime(Route.Request request) {
        rates.get();
        String id = Rules.id(request.label("agentRuntimeId"));
        access.runtime(request.call(), "GetAgentRuntime", id);
        return ok(runtimes.get(id, request.query("version")));
    }

    private Answer deleteRuntime(Route.Request request) {
        rates.mutation();
        String id = request.label("agentRuntimeId");
        access.runtime(request.call(), "DeleteAgentRuntime", id);
        String version = request.query("version");
        ObjectNode asked = Json.object().put("id", id).put("version", version);
        asked.put("clientToken", request.query("clientToken"));
        return accepted(once("DeleteAgentRuntime", asked, () -> runtimes.delete(id, version)));
    }

    private Answer listRuntimes(Route.Request request) {
        rates.list();
        access.anything(request.call(), "ListAgentRuntimes");
        return ok(Pages.page(request, "agentRuntimes", runtimes.list()));
    }

    private Answer listVersions(Route.Request request) {
        rates.list();
        String id = Rules.id(request.label("agentRuntimeId"));
        access.runtime(request.call(), "ListAgentRuntimeVersions", id);
        return ok(Pages.page(request, "agentRuntimes", runtimes.versions(id)));
    }

    private Answer listByProvider(Route.Request request) {
        rates.list();
        String provider = Rules.provider(request.label("capacityProviderId"));
        access.provider(request.call(), "ListAgentRuntimeVersionsByCapacityProvider", provider);
        return ok(Pages.page(request, "agentRuntimes", runtimes.versionsOn(provider)));
    }

    private Answer createEndpoint(Route.Request request) {
        rates.mutation();
        String id = Rules.id(request.label("agentRuntimeId"));
        ObjectNode body = request.json();
        access.newEndpoint(request.call(), id, body.path("name").asText(), Json.strings(body.path("tags")));
        return accepted(once(
                "CreateAgentRuntimeEndpoint " + id,
                body,
                () -> endpoints.create(id, body, request.call().caller())));
    }

    private Answer updateEndpoint(Route.Request request) {
        rates.mutation();
        Named named = endpoint(request, "UpdateAgentRuntimeEndpoint");
        ObjectNode body = request.json();
        return accepted(once(
                named.toString(),
                body,
                () -> endpoints.update(
                        named.runtime(), named.endpoint(), body, request.call().caller())));
    }

    private Answer getEndpoint(Route.Request request) {
        rates.get();
        Named named = endpoint(request, "GetAgentRuntimeEndpoint");
        return ok(endpoints.get(named.runtime(), named.endpoint()));
    }

    private Answer deleteEndpoint(Route.Request request) {
        rates.mutation();
        Named named = new Named(request.label("agentRuntimeId"), request.label("endpointName"));
        access.endpoint(request.call(), "DeleteAgentRuntimeEndpoint", named.runtime(), named.endpoint());
        ObjectNode asked = Json.object().put("clientToken", request.query("clientToken"));
        return accepted(once("Delete" + named, asked, () -> endpoints.delete(named.runtime(), named.endpoint())));
    }

    private record Named(String runtime, String endpoint) {}

    private Named endpoint(Route.Request request, String action) {
        String id = Rules.id(request.label("agentRuntimeId"));
        String name = Rules.name("endpointName", request.label("endpointName"));
        access.endpoint(request.call(), action, id, name);
        return new Named(id, name);
    }

    private Answer listEndpoints(Route.Request request) {
        rates.list();
        String id = Rules.id(request.label("agentRuntimeId"));
        access.runtime(request.call(), "ListAgentRuntimeEndpoints", id);
        return ok(Pages.page(request, "runtimeEndpoints", endpoints.list(id)));
    }

    private Answer listTags(Route.Request request) {
        rates.list();
        String arn = request.label("resourceArn");
        access.tagged(request.call(), "ListTagsForResource", arn, Map.of());
        ObjectNode answer = Json.object();
        answer.set("tags", Json.of(tags.list(arn)));
        return ok(answer);
    }

    private Answer tag(Route.Request request) {
        rates.mutation();
        String arn = request.label("resourceArn");
        Map<String, String> wanted = Json.strings(request.json().path("tags"));
        access.tagged(request.call(), "TagResource", arn, wanted);
        tags.add(arn, wanted);
        return nothing();
    }

    private Answer untag(Route.Request request) {
        rates.mutation();
        String arn = request.label("resourceArn");
        String given = request.query("tagKeys");
        // The edge joins what a query repeats by commas; a tag's key cannot hold one.
        List<String> keys = given == null ? List.of() : List.of(given.split(",", -1));
        access.untagged(request.call(), arn, keys);
        tags.remove(arn, keys);
        return nothing();
    }

    private ObjectNode once(String operation, ObjectNode body, Supplier<ObjectNode> work) {
        String token = body.hasNonNull("clientToken") ? body.path("clientToken").asText() : null;
        return tokens.once(operation, token, body, work);
    }

    private static Answer ok(ObjectNode body) {
        return Answer.of(200, "application/json", Json.write(body));
    }

    private static Answer accepted(ObjectNode body) {
        return Answer.of(202, "application/json", Json.write(body));
    }

    private static Answer nothing() {
        return new Answer(204, Map.of(), out -> {});
    }
}
