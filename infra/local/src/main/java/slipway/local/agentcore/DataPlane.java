package slipway.local.agentcore;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;

/** Invokes agents through endpoints; answers pass through as they come. */
final class DataPlane {
    private static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
    private static final List<String> PASSED_BACK = List.of("Mcp-Session-Id", "Mcp-Protocol-Version");
    private static final String SESSION_LOWER = "x-amzn-bedrock-agentcore-runtime-session-id";

    private final Store store;
    private final Access access;
    private final Sessions sessions;
    private final Agents agents;
    private final Emitter emitter;
    private final Rates rates;
    private final AgentCoreBehaviour behaviour;
    private final Consumer<Use> onlooker;

    DataPlane(
            Store store,
            Access access,
            Sessions sessions,
            Agents agents,
            Emitter emitter,
            Rates rates,
            AgentCoreBehaviour behaviour,
            Consumer<Use> onlooker) {
        this.store = store;
        this.access = access;
        this.sessions = sessions;
        this.agents = agents;
        this.emitter = emitter;
        this.rates = rates;
        this.behaviour = behaviour;
        this.onlooker = onlooker;
    }

    List<Route> routes() {
        return List.of(
                new Route("InvokeAgentRuntime", "POST", "/runtimes/{agentRuntimeArn}/invocations", this::invoke),
                new Route("StopRuntimeSession", "POST", "/runtimes/{agentRuntimeArn}/stopruntimesession", this::stop),
                new Route("GetAgentCard", "GET", "/runtimes/{agentRuntimeArn}/invocations" + Agents.CARD, this::card),
                new Route("InvokeAgentRuntimeCommand", "POST", "/runtimes/{agentRuntimeArn}/commands", this::command));
    }

    private record Aim(String runtime, String endpoint) {}

    private Answer invoke(Route.Request request) {
        Aim aim = aim(request, "InvokeAgentRuntime");
        if (request.header("x-amzn-bedrock-agentcore-runtime-user-id") != null) {
            access.endpoint(request.call(), "InvokeAgentRuntimeForUser", aim.runtime(), aim.endpoint());
        }
        RuntimeState runtime = store.locked(() -> store.runtime(aim.runtime()));
        long began = System.nanoTime();
        try {
            rates.invocation();
            Visit visit = visit(runtime, aim.endpoint(), session(request));
            Agents.Reply reply = agents.invoke(visit, request.call());
            tell(request.call(), visit);
            return streamed(runtime, visit, reply, began);
        } catch (AwsError e) {
            emitter.invoked(runtime, aim.endpoint(), e.status(), System.nanoTime() - began);
            throw e;
        }
    }

    private void tell(Call call, Visit visit) {
        Images.Image image = visit.version().image();
        onlooker.accept(new Use.Invoked(
                call.caller().arn(),
                visit.runtime(),
                visit.endpoint(),
                visit.version().number(),
                image == null ? "" : image.digest()));
    }

    /** What the agent says of itself to others that speak A2A. */
    private Answer card(Route.Request request) {
        Aim aim = aim(request, "GetAgentCard");
        RuntimeState runtime = store.locked(() -> store.runtime(aim.runtime()));
        rates.invocation();
        Visit visit = visit(runtime, aim.endpoint(), session(request));
        Agents.Reply reply = agents.invoke(visit, request.call());
        return new Answer(
                200,
                Map.of("Content-Type", "application/json", SESSION, visit.session()),
                new Passage(reply.body(), () -> {}));
    }

    /** A command in the session's own machine, told as it runs. */
    private Answer command(Route.Request request) {
        Aim aim = aim(request, "InvokeAgentRuntimeCommand");
        RuntimeState runtime = store.locked(() -> store.runtime(aim.runtime()));
        rates.invocation();
        Shell.Ended ended = Shell.run(request.json());
        String session = session(request);
        join(runtime, aim.endpoint(), session);
        return new Answer(200, Map.of("Content-Type", EventStream.TYPE, SESSION, session), ended::tell);
    }

    private static String session(Route.Request request) {
        String given = request.header(SESSION_LOWER);
        return given == null ? UUID.randomUUID().toString() : Sessions.valid(given);
    }

    private Visit visit(RuntimeState runtime, String endpoint, String session) {
        Sessions.Joined joined = join(runtime, endpoint, session);
        return new Visit(runtime.id(), endpoint, joined.version(), session, joined.began());
    }

    private Sessions.Joined join(RuntimeState runtime, String endpoint, String session) {
        Sessions.Joined joined = store.locked(() -> sessions.join(runtime, runtime.endpoint(endpoint), session));
        if (joined.fresh()) {
            emitter.session(runtime, endpoint);
        }
        requireInvocable(joined.version());
        return joined;
    }

    private void requireInvocable(VersionState version) {
        if (version.status().failed()) {
            // What could not be made cannot be started.
            throw Faults.runtime(500);
        }
        if (version.document()
                .at("/authorizerConfiguration/customJWTAuthorizer")
                .isObject()) {
            throw Faults.denied("Authorization method mismatch. The agent is configured for a different authorization"
                    + " method than what was used in your request.");
        }
        if (behaviour.mmdsV2Required()
                && !version.document()
                        .at("/metadataConfiguration/requireMMDSV2")
                        .asBoolean()) {
            throw Faults.invalid("Version %d of the agent runtime does not require MMDSv2 (metadataConfiguration."
                            .formatted(version.number())
                    + "requireMMDSV2), without which it cannot be invoked");
        }
    }

    private Answer streamed(RuntimeState runtime, Visit visit, Agents.Reply reply, long began) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", reply.headers().firstValue("Content-Type").orElse("application/json"));
        headers.put(SESSION, visit.session());
        for (String name : PASSED_BACK) {
            reply.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return new Answer(
                200,
                headers,
                new Passage(
                        reply.body(),
                        () -> emitter.invoked(runtime, visit.endpoint(), 200, System.nanoTime() - began)));
    }

    private Answer stop(Route.Request request) {
        Aim aim = aim(request, "StopRuntimeSession");
        String session = request.header(SESSION_LOWER);
        if (session == null) {
            throw Faults.invalid(SESSION + " must be given");
        }
        Sessions.valid(session);
        store.locked(() -> {
            store.runtime(aim.runtime()).endpoint(aim.endpoint());
            sessions.stop(aim.runtime(), aim.endpoint(), session);
            return true;
        });
        agents.end(aim.runtime(), aim.endpoint(), session);
        byte[] body = Json.write(Json.object());
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json", "Content-Length", String.valueOf(body.length), SESSION, session);
        return new Answer(200, headers, out -> out.write(body));
    }

    private Aim aim(Route.Request request, String action) {
        Call call = request.call();
        @Nullable String qualifier = request.query("qualifier");
        String endpoint = qualifier == null ? EndpointState.DEFAULT : Rules.name("qualifier", qualifier);
        String id = runtimeId(request.label("agentRuntimeArn"));
        access.endpoint(call, action, id, endpoint);
        return new Aim(id, endpoint);
    }

    /** From the ARN, or an id by itself. */
    private String runtimeId(String given) {
        String id = given.substring(given.lastIndexOf('/') + 1);
        if (given.startsWith("arn:") && !given.equals(store.runtimeArn(id))) {
            throw Faults.notFound("Agent runtime '%s'".formatted(given));
        }
        return Rules.id(id);
    }
}
