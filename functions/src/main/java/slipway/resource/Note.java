package slipway.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.target.TargetName;

/**
 * What a request remembers from one look to the next. All of it can be found out again, but for since when.
 *
 * @param began when it was looked at first
 * @param since since when it waits for what it waits for now
 * @param runtime the runtime that it made, or took over
 * @param made whether it made it
 * @param adopted whether it took over what no resource of the stack had made
 * @param ready how many looks in a row found the runtime READY
 * @param failure why it fails, once what it made is gone
 * @param ordered the targets that it gave an order to
 * @param updated the version that it made without a rollout
 * @param deleted whether AgentCore took the deletion
 */
record Note(
        Instant began,
        Instant since,
        Optional<RuntimeId> runtime,
        boolean made,
        boolean adopted,
        int ready,
        Optional<String> failure,
        Set<TargetName> ordered,
        Optional<Version> updated,
        boolean deleted) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Reads what {@link #text()} wrote; an empty text is a first look's. */
    static Note read(String text, Instant now) {
        if (text.isEmpty()) {
            return new Note(
                    now, now, Optional.empty(), false, false, 0, Optional.empty(), Set.of(), Optional.empty(), false);
        }
        try {
            JsonNode json = JSON.readTree(text);
            Set<TargetName> ordered = new LinkedHashSet<>();
            json.path("ordered").forEach(target -> ordered.add(new TargetName(target.asText())));
            return new Note(
                    Instant.parse(json.path("began").asText()),
                    Instant.parse(json.path("since").asText()),
                    optional(json, "runtime").map(RuntimeId::new),
                    json.path("made").asBoolean(),
                    json.path("adopted").asBoolean(),
                    json.path("ready").asInt(),
                    optional(json, "failure"),
                    ordered,
                    optional(json, "updated").map(Version::parse),
                    json.path("deleted").asBoolean());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a note that was written here can be read", e);
        }
    }

    private static Optional<String> optional(JsonNode json, String member) {
        return Optional.ofNullable(json.path(member).textValue());
    }

    String text() {
        ObjectNode json = JSON.createObjectNode();
        json.put("began", began.toString()).put("since", since.toString());
        json.put("made", made).put("adopted", adopted).put("ready", ready).put("deleted", deleted);
        runtime.ifPresent(id -> json.put("runtime", id.value()));
        failure.ifPresent(reason -> json.put("failure", reason));
        updated.ifPresent(version -> json.put("updated", version.asString()));
        ordered.forEach(target -> json.withArrayProperty("ordered").add(target.value()));
        return json.toString();
    }

    Note withMade(RuntimeId id, Instant now) {
        return new Note(began, now, Optional.of(id), true, false, 0, failure, ordered, updated, deleted);
    }

    Note withTaken(RuntimeId id, Instant now) {
        return new Note(began, now, Optional.of(id), false, false, 0, failure, ordered, updated, deleted);
    }

    Note withAdopted(RuntimeId id, Instant now) {
        return new Note(began, now, Optional.of(id), false, true, 0, failure, ordered, updated, deleted);
    }

    Note withReady(int looks) {
        return new Note(began, since, runtime, made, adopted, looks, failure, ordered, updated, deleted);
    }

    Note withFailure(String reason, Instant now) {
        return new Note(began, now, runtime, made, adopted, 0, Optional.of(reason), ordered, updated, deleted);
    }

    Note withOrdered(TargetName target, Instant now) {
        Set<TargetName> all = new LinkedHashSet<>(ordered);
        return all.add(target)
                ? new Note(began, now, runtime, made, adopted, ready, failure, all, updated, deleted)
                : this;
    }

    Note withUpdated(Version version, Instant now) {
        return new Note(began, now, runtime, made, adopted, 0, failure, ordered, Optional.of(version), deleted);
    }

    Note withDeleted(Instant now) {
        return new Note(began, now, runtime, made, adopted, ready, failure, ordered, updated, true);
    }

    /** A pause that grows with the time already waited: a tenth of it, within bounds. */
    Duration pause(Instant now) {
        Duration tenth = Duration.between(since, now).dividedBy(10);
        return tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
    }
}
