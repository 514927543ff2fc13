package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** AgentCore's control plane in memory: full replacement, immutable versions, and states that take their time. */
public final class InMemoryAgentRuntimes implements AgentRuntimes, RuntimeLifecycle {
    private final Map<RuntimeId, InMemoryRuntime> runtimes = new LinkedHashMap<>();
    private final Map<String, Deque<AwsFailure>> failures = new HashMap<>();
    private final Map<String, Deque<AwsFailure>> lostAnswers = new HashMap<>();
    private final Map<String, Deque<Runnable>> happenings = new HashMap<>();
    private final Deque<String> failingVersions = new ArrayDeque<>();
    private final Deque<String> failingMoves = new ArrayDeque<>();
    private final Deque<String> failingDeletions = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, RuntimeId> byToken = new HashMap<>();
    private boolean tokensForgotten;
    private boolean early;
    private int made;
    private int readsUntilReady;

    /** Makes a runtime whose version 1 is READY. */
    public RuntimeId create(RuntimeName name, ObjectNode configuration, Map<String, String> tags) {
        var id = new RuntimeId("%s-%010d".formatted(name, ++made));
        runtimes.put(id, new InMemoryRuntime(id, name, configuration, tags));
        return id;
    }

    /** From now on what is begun is READY only after it was read this many times; 0 is at once. */
    public void readyAfterReads(int reads) {
        readsUntilReady = reads;
    }

    /** From now on an endpoint that moves says at once that it is READY; which version answers it says too. */
    public void readyBeforeItServes(boolean early) {
        this.early = early;
    }

    /** From now on a token that comes again makes another call of it, as may be after a while. */
    public void forgetTokens() {
        tokensForgotten = true;
    }

    /** The runtimes that there are. */
    public List<RuntimeId> runtimes() {
        return List.copyOf(runtimes.keySet());
    }

    /** Ends at once whatever is under way. */
    public void settle() {
        runtimes.values().forEach(InMemoryRuntime::settle);
        runtimes.values().removeIf(InMemoryRuntime::isGone);
    }

    /** The next call of the operation fails and has no effect. */
    public void failNext(String operation, Kind kind) {
        failures.computeIfAbsent(operation, none -> new ArrayDeque<>()).add(failure(kind, operation));
    }

    /** Something happens just before the next call of the operation. */
    public void beforeNext(String operation, Runnable happening) {
        happenings.computeIfAbsent(operation, none -> new ArrayDeque<>()).add(happening);
    }

    /** The next call of the operation has its effect, and its answer is lost. */
    public void loseNextAnswer(String operation) {
        lostAnswers.computeIfAbsent(operation, none -> new ArrayDeque<>()).add(failure(Kind.UNAVAILABLE, operation));
    }

    /** The next deletion of a runtime ends as DELETE_FAILED. */
    public void failNextDeletion(String reason) {
        failingDeletions.add(reason);
    }

    /** The next version that is made ends as UPDATE_FAILED, a runtime's first one as CREATE_FAILED. */
    public void failNextVersion(String reason) {
        failingVersions.add(reason);
    }

    /** The next endpoint that is made or moved ends as CREATE_FAILED or UPDATE_FAILED. */
    public void failNextMove(String reason) {
        failingMoves.add(reason);
    }

    /** What was planned to fail goes well. */
    public void failNothingMore() {
        List.of(failures, lostAnswers, happenings).forEach(Map::clear);
        List.of(failingVersions, failingMoves, failingDeletions).forEach(Deque::clear);
    }

    /** What an endpoint is, without any time passing. */
    public Optional<Endpoint> look(RuntimeId id, EndpointName name) {
        return Optional.ofNullable(runtimes.get(id)).flatMap(runtime -> runtime.look(name));
    }

    /** What a version is, without any time passing. */
    public Optional<RuntimeDocument> look(RuntimeId id, Version version) {
        return Optional.ofNullable(runtimes.get(id)).flatMap(runtime -> runtime.read(version));
    }

    /** The changing calls so far: operation, runtime, and endpoint and version where there are any. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public RuntimeId create(ObjectNode body) {
        failIfAsked("CreateAgentRuntime");
        var token = body.path("clientToken").asText();
        var known = Optional.ofNullable(byToken.get(token)).filter(id -> !tokensForgotten && runtimes.containsKey(id));
        if (known.isPresent()) {
            return known.get();
        }
        var name = new RuntimeName(body.path("agentRuntimeName").asText());
        if (runtimes.values().stream().anyMatch(runtime -> runtime.name().equals(name))) {
            throw failure(Kind.CONFLICT, "CreateAgentRuntime");
        }
        var id = new RuntimeId("%s-%010d".formatted(name, ++made));
        runtimes.put(id, InMemoryRuntime.begun(id, name, body, readsUntilReady, failingVersions));
        byToken.put(token, id);
        record("CreateAgentRuntime", id.value());
        return id;
    }

    @Override
    public void delete(RuntimeId id, String clientToken) {
        failIfAsked("DeleteAgentRuntime");
        var runtime = Optional.ofNullable(runtimes.get(id));
        if (runtime.filter(r -> !r.isReady()).isPresent()) {
            throw failure(Kind.CONFLICT, "DeleteAgentRuntime");
        }
        runtime.ifPresent(r -> r.delete(readsUntilReady, failingDeletions));
        runtimes.values().removeIf(InMemoryRuntime::isGone);
        record("DeleteAgentRuntime", id.value());
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
        failIfAsked("TagResource");
        tagged("TagResource", arn).putAll(tags);
        record("TagResource", arn);
    }

    @Override
    public void untag(String arn, Set<String> keys) {
        failIfAsked("UntagResource");
        tagged("UntagResource", arn).keySet().removeAll(keys);
        record("UntagResource", arn);
    }

    @Override
    public Optional<RuntimeId> find(RuntimeName name) {
        failIfAsked("ListAgentRuntimes");
        return runtimes.values().stream()
                .filter(runtime -> runtime.name().equals(name))
                .map(InMemoryRuntime::id)
                .findFirst();
    }

    @Override
    public RuntimeDocument latest(RuntimeId id) {
        failIfAsked("GetAgentRuntime");
        passTime(id);
        return runtime("GetAgentRuntime", id).readLatest();
    }

    @Override
    public Optional<RuntimeDocument> version(RuntimeId id, Version version) {
        failIfAsked("GetAgentRuntime");
        if (Optional.ofNullable(runtimes.get(id))
                .filter(r -> r.isLatest(version))
                .isPresent()) {
            passTime(id);
        }
        return Optional.ofNullable(runtimes.get(id)).flatMap(runtime -> runtime.read(version));
    }

    @Override
    public List<Version> versions(RuntimeId id) {
        failIfAsked("ListAgentRuntimeVersions");
        return runtime("ListAgentRuntimeVersions", id).versions();
    }

    @Override
    public void deleteVersion(RuntimeId id, Version version, String clientToken) {
        failIfAsked("DeleteAgentRuntime");
        var runtime = runtime("DeleteAgentRuntime", id);
        if (runtime.uses(version)) {
            throw failure(Kind.CONFLICT, "DeleteAgentRuntime");
        }
        runtime.deleteVersion(version);
        record("DeleteAgentRuntime", "%s %s".formatted(id, version));
    }

    @Override
    public List<Endpoint> endpoints(RuntimeId id) {
        failIfAsked("ListAgentRuntimeEndpoints");
        return runtime("ListAgentRuntimeEndpoints", id).readEndpoints().stream()
                .map(this::said)
                .toList();
    }

    private Endpoint said(Endpoint endpoint) {
        boolean sooner = early && endpoint.status() == EndpointStatus.UPDATING;
        return sooner
                ? new Endpoint(
                        endpoint.name(),
                        EndpointStatus.READY,
                        endpoint.liveVersion(),
                        endpoint.targetVersion(),
                        endpoint.failureReason(),
                        endpoint.arn())
                : endpoint;
    }

    @Override
    public Map<String, String> tags(String arn) {
        failIfAsked("ListTagsForResource");
        return Map.copyOf(tagged("ListTagsForResource", arn));
    }

    private Map<String, String> tagged(String operation, String arn) {
        return runtimes.values().stream()
                .flatMap(runtime -> runtime.tags(arn).stream())
                .findFirst()
                .orElseThrow(() -> failure(Kind.NOT_FOUND, operation));
    }

    @Override
    public Version update(RuntimeId id, ObjectNode body) {
        failIfAsked("UpdateAgentRuntime");
        var runtime = runtime("UpdateAgentRuntime", id);
        if (!runtime.isReady() && !runtime.hasMade(body)) {
            throw failure(Kind.CONFLICT, "UpdateAgentRuntime");
        }
        var version = runtime.update(body, readsUntilReady, failingVersions);
        record("UpdateAgentRuntime", "%s %s".formatted(id, version));
        return version;
    }

    @Override
    public Optional<Endpoint> endpoint(RuntimeId id, EndpointName name) {
        failIfAsked("GetAgentRuntimeEndpoint");
        return Optional.ofNullable(runtimes.get(id))
                .flatMap(runtime -> runtime.readEndpoint(name))
                .map(this::said);
    }

    @Override
    public void createEndpoint(
            RuntimeId id, EndpointName name, Version version, String clientToken, Map<String, String> tags) {
        failIfAsked("CreateAgentRuntimeEndpoint");
        var runtime = versioned("CreateAgentRuntimeEndpoint", id, version);
        if (runtime.hasEndpoint(name)) {
            throw failure(Kind.CONFLICT, "CreateAgentRuntimeEndpoint");
        }
        runtime.createEndpoint(name, version, tags, readsUntilReady, failingMoves);
        record("CreateAgentRuntimeEndpoint", "%s %s %s".formatted(id, name, version));
    }

    @Override
    public void moveEndpoint(RuntimeId id, EndpointName name, Version version, String clientToken) {
        failIfAsked("UpdateAgentRuntimeEndpoint");
        var runtime = versioned("UpdateAgentRuntimeEndpoint", id, version);
        if (!runtime.hasEndpoint(name)) {
            throw failure(Kind.NOT_FOUND, "UpdateAgentRuntimeEndpoint");
        }
        runtime.moveEndpoint(name, version, readsUntilReady, failingMoves);
        record("UpdateAgentRuntimeEndpoint", "%s %s %s".formatted(id, name, version));
    }

    @Override
    public void deleteEndpoint(RuntimeId id, EndpointName name, String clientToken) {
        failIfAsked("DeleteAgentRuntimeEndpoint");
        Optional.ofNullable(runtimes.get(id)).ifPresent(runtime -> runtime.deleteEndpoint(name));
        record("DeleteAgentRuntimeEndpoint", "%s %s".formatted(id, name));
    }

    private InMemoryRuntime versioned(String operation, RuntimeId id, Version version) {
        var runtime = runtime(operation, id);
        if (!runtime.has(version)) {
            throw failure(Kind.NOT_FOUND, operation);
        }
        return runtime;
    }

    private InMemoryRuntime runtime(String operation, RuntimeId id) {
        return Optional.ofNullable(runtimes.get(id)).orElseThrow(() -> failure(Kind.NOT_FOUND, operation));
    }

    private void passTime(RuntimeId id) {
        Optional.ofNullable(runtimes.get(id)).ifPresent(InMemoryRuntime::passTime);
        runtimes.values().removeIf(InMemoryRuntime::isGone);
    }

    private void failIfAsked(String operation) {
        var happening = happenings.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (happening != null) {
            happening.run();
        }
        throwNext(failures, operation);
    }

    private void record(String operation, String what) {
        calls.add(operation + " " + what);
        throwNext(lostAnswers, operation);
    }

    private static void throwNext(Map<String, Deque<AwsFailure>> planned, String operation) {
        var failure = planned.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static AwsFailure failure(Kind kind, String operation) {
        var caller = kind == Kind.DENIED ? "slipway-local-rollout" : "";
        return new AwsFailure(
                kind, "bedrock-agentcore:" + operation, caller, "", "%s: %s".formatted(operation, kind), null);
    }
}
