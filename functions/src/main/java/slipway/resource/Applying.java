package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.agentruntime.Wanted;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Refused;

/** Changes a runtime that serves nothing live: there is no rollout that could prove it, and the outcome says so. */
final class Applying {
    private static final String AUTHORIZER = "authorizerConfiguration";

    private final AgentRuntimes runtimes;

    Applying(AgentRuntimes runtimes) {
        this.runtimes = runtimes;
    }

    Turn next(RuntimeDocument latest, Task task, Note note) {
        Wanted wanted = new Wanted(latest.with(task.change()), Optional.of(task.change()));
        return switch (latest.status()) {
            case CREATING, UPDATING, DELETING, UNKNOWN ->
                new Again(note, "runtime %s to come to rest, which is %s".formatted(latest.id(), latest.status()));
            case READY, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> {
                if (note.updated().filter(latest.version()::equals).isPresent()) {
                    yield readBack(latest, wanted);
                }
                yield latest.status().isReady() && !task.unseen() && wanted.is(latest)
                        ? new Arrived("Unproven", latest)
                        : update(latest, wanted, task, note);
            }
        };
    }

    private static Turn readBack(RuntimeDocument made, Wanted wanted) {
        if (made.status().hasFailed()) {
            return new Refused("Version %s of runtime %s ended as %s: %s"
                    .formatted(
                            made.version(),
                            made.id(),
                            made.status(),
                            made.failureReason().orElse("AgentCore gives no reason.")));
        }
        List<String> differences = wanted.differences(made);
        return differences.isEmpty()
                ? new Arrived("Unproven", made)
                : new Refused("Version %s of runtime %s is not what is declared; it differs in %s."
                        .formatted(made.version(), made.id(), String.join(", ", differences)));
    }

    private Turn update(RuntimeDocument latest, Wanted wanted, Task task, Note note) {
        if (latest.hasJwtAuthorizer() && !task.change().set().has(AUTHORIZER)) {
            return new Refused(
                    "Runtime %s has a JWT authorizer, whose private endpoints AgentCore never tells: declare authorizerConfiguration, whole, in Configuration."
                            .formatted(latest.id()));
        }
        ObjectNode body = wanted.document().updateBody(Tokens.of(task.subject().key() + "/update/" + latest.version()));
        Optional<Refused> refused = Bounds.refusal(body);
        if (refused.isPresent()) {
            return refused.get();
        }
        Version version = runtimes.update(latest.id(), body);
        return new Again(
                note.withUpdated(version, task.now()),
                "version %s of runtime %s to be READY".formatted(version, latest.id()));
    }
}
