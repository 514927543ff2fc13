package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.ExactJson;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.agentruntime.RuntimeName;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Gone;
import slipway.resource.Turn.Refused;

/** Makes a runtime, once, and waits until it is READY. One that fails is deleted again before anybody hears of it. */
final class Making {
    /** READY once may be the answer of a part of AgentCore that has not heard the latest. */
    private static final int ENOUGH = 2;
    /** A runtime that was just made may not be known everywhere. */
    private static final Duration SPREADING = Duration.ofMinutes(2);

    private final AgentRuntimes runtimes;
    private final RuntimeLifecycle lifecycle;
    private final Ownership ownership;
    private final Removing removing;

    Making(AgentRuntimes runtimes, RuntimeLifecycle lifecycle, Ownership ownership, Removing removing) {
        this.runtimes = runtimes;
        this.lifecycle = lifecycle;
        this.ownership = ownership;
        this.removing = removing;
    }

    Turn next(Task task, Note note) {
        if (note.runtime().isEmpty()) {
            return make(task, note);
        }
        RuntimeId id = note.runtime().get();
        return note.failure().isPresent() ? undo(id, note.failure().get(), task, note) : await(id, note, task.now());
    }

    private Turn make(Task task, Note note) {
        ObjectNode body = body(task);
        Optional<Refused> refused = Bounds.refusal(body);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            RuntimeId id = lifecycle.create(body);
            return new Again(note.withMade(id, task.now()), ready(id));
        } catch (AwsFailure failure) {
            if (failure.kind() == Kind.CONFLICT) {
                return taken(task, note);
            }
            if (failure.isPassing()) {
                throw failure;
            }
            return orphan(task, note).orElseThrow(() -> failure);
        }
    }

    private ObjectNode body(Task task) {
        RuntimeProperties wanted = task.wanted();
        ObjectNode document = wanted.members().deepCopy();
        // Create has no such member: what it would say holds for every new runtime.
        document.remove("metadataConfiguration");
        document.putObject("agentRuntimeArtifact")
                .putObject("containerConfiguration")
                .put("containerUri", wanted.image());
        ObjectNode body =
                RuntimeDocument.of(document).updateBody(Tokens.of(task.subject().key() + "/create"));
        body.put("agentRuntimeName", wanted.name().value());
        ObjectNode tags = ExactJson.object();
        ownership.tags(task).forEach(tags::put);
        body.set("tags", tags);
        return body;
    }

    /** The name is in use: perhaps by what this request made, whose answer was lost. */
    private Turn taken(Task task, Note note) {
        RuntimeName name = task.wanted().name();
        Optional<Sight> found = runtimes.find(name).flatMap(id -> Sight.of(runtimes, id));
        if (found.isEmpty()) {
            return new Again(note, "the name %s to be free".formatted(name));
        }
        RuntimeDocument runtime = found.get().runtime();
        RuntimeId id = runtime.id();
        return switch (runtime.status()) {
            case DELETING -> new Again(note, "runtime %s to be gone, which has the name".formatted(id));
            case CREATING, UPDATING, READY, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED, UNKNOWN -> {
                Map<String, String> tags = found.get().tags();
                if (Ownership.isMadeNow(task.subject(), tags)) {
                    yield new Again(note.withMade(id, task.now()), ready(id));
                }
                yield Ownership.isMadeBy(task.subject(), tags)
                        ? new Again(note.withTaken(id, task.now()), ready(id))
                        : new Refused(
                                "There is a runtime named %s already, %s. To take it over, declare Adopt true; or choose another RuntimeName."
                                        .formatted(name, id));
            }
        };
    }

    /** A create that was refused in the end may have had its effect before. */
    private Optional<Turn> orphan(Task task, Note note) {
        return runtimes.find(task.wanted().name())
                .flatMap(id -> Sight.of(runtimes, id))
                .filter(sight -> Ownership.isMadeNow(task.subject(), sight.tags()))
                .map(sight -> sight.runtime().id())
                .map(id -> new Again(note.withMade(id, task.now()), ready(id)));
    }

    private Turn await(RuntimeId id, Note note, Instant now) {
        Optional<Sight> found = Sight.of(runtimes, id);
        if (found.isEmpty()) {
            return now.isBefore(note.since().plus(SPREADING))
                    ? new Again(note, "runtime %s to be there".formatted(id))
                    : new Refused("Somebody deleted runtime %s.".formatted(id));
        }
        RuntimeDocument runtime = found.get().runtime();
        return switch (runtime.status()) {
            case READY ->
                note.ready() + 1 < ENOUGH
                        ? new Again(note.withReady(note.ready() + 1), ready(id))
                        : new Arrived("Created", runtime);
            case CREATING, UPDATING, UNKNOWN -> new Again(note.withReady(0), ready(id));
            case DELETING -> new Refused("Somebody deletes runtime %s.".formatted(id));
            case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED ->
                new Refused("Runtime %s ended as %s: %s"
                        .formatted(id, runtime.status(), runtime.failureReason().orElse("AgentCore gives no reason.")));
        };
    }

    private Turn undo(RuntimeId id, String failure, Task task, Note note) {
        try {
            return switch (removing.next(id, task.subject(), note, task.now())) {
                case Gone _, Arrived _ -> new Refused(failure);
                case Again again -> again;
                case Refused refused -> left(id, failure, refused.reason());
            };
        } catch (AwsFailure lasting) {
            if (lasting.isPassing() || Spreading.isIt(lasting, note, task.now())) {
                throw lasting;
            }
            return left(id, failure, lasting.sentence());
        }
    }

    /** Nobody else may know of it: CloudFormation is not told of a replacement that failed. */
    private static Refused left(RuntimeId id, String failure, String why) {
        return new Refused(
                "%s Runtime %s, which was made before that, could not be deleted: %s".formatted(failure, id, why));
    }

    private static String ready(RuntimeId id) {
        return "runtime %s to be READY".formatted(id);
    }
}
