package slipway.resource;

import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeStatus;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Refused;

/** Takes over a runtime that is there, because its owner says so. */
final class Adopting {
    private final AgentRuntimes runtimes;
    private final Tagging tagging;
    private final Ownership ownership;

    Adopting(AgentRuntimes runtimes, Tagging tagging, Ownership ownership) {
        this.runtimes = runtimes;
        this.tagging = tagging;
        this.ownership = ownership;
    }

    Turn next(Task task, Note note) {
        RuntimeName name = task.wanted().name();
        Optional<Sight> found = runtimes.find(name).flatMap(id -> Sight.of(runtimes, id));
        if (found.isEmpty() || found.get().runtime().status() == RuntimeStatus.DELETING) {
            return new Refused(
                    "There is no runtime named %s to adopt. Correct RuntimeName, or leave Adopt out to have it made."
                            .formatted(name));
        }
        Map<String, String> tags = found.get().tags();
        Optional<String> stranger = ownership.stranger(tags);
        if (stranger.isPresent()) {
            return new Refused(
                    "Runtime %s belongs to the control plane %s, as its tag slipway:control-plane says. Have that one let go of it, and remove the tag."
                            .formatted(name, stranger.get()));
        }
        tagging.tag(found.get(), task.wanted(), Optional.empty());
        RuntimeId id = found.get().runtime().id();
        Note taken = Ownership.isMadeBy(task.subject(), tags)
                ? note.withTaken(id, task.now())
                : note.withAdopted(id, task.now());
        return new Again(taken, "runtime %s to be as declared".formatted(id));
    }
}
