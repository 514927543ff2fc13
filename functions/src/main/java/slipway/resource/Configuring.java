package slipway.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeStatus;
import slipway.ledger.Ledger;
import slipway.resource.Followers.Follower;
import slipway.resource.Standing.OnTheWay;
import slipway.resource.Standing.There;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Refused;

/**
 * Brings what a stack declares to a runtime: by a rollout on every target that serves live from it, or directly where
 * none does. The image stays whatever it is.
 */
final class Configuring {
    private final Followers followers;
    private final Targets targets;
    private final Changes changes;
    private final Ordering ordering;
    private final Applying applying;

    Configuring(AgentRuntimes runtimes, Ledger ledger, Targets targets, Changes changes, Ordering ordering) {
        this.followers = new Followers(ledger);
        this.targets = targets;
        this.changes = changes;
        this.ordering = ordering;
        this.applying = new Applying(runtimes);
    }

    Turn next(Sight sight, Task task, Note note) {
        RuntimeDocument runtime = sight.runtime();
        if (runtime.status() == RuntimeStatus.DELETING) {
            return new Refused("Somebody deletes runtime %s.".formatted(runtime.id()));
        }
        List<Follower> all =
                note.ordered().isEmpty() ? followers.of(task.wanted().name()) : followers.named(note.ordered());
        List<Follower> live = all.stream().filter(Follower::isLive).toList();
        if (!live.isEmpty()) {
            return byRollouts(live, runtime, task, note);
        }
        return all.stream()
                .filter(follower -> follower.state().claim().active().isPresent())
                .findFirst()
                .<Turn>map(follower -> new Again(
                        note,
                        "the first rollout of target %s to end"
                                .formatted(follower.state().name())))
                .orElseGet(() -> applying.next(runtime, task, note));
    }

    private Turn byRollouts(List<Follower> live, RuntimeDocument runtime, Task task, Note note) {
        RuntimeId id = runtime.id();
        List<Standing> standings = new ArrayList<>();
        List<Follower> unasked = new ArrayList<>();
        for (Follower follower : live) {
            targets.standing(follower, id, task, note).ifPresentOrElse(standings::add, () -> unasked.add(follower));
        }
        unasked.forEach(follower -> targets.obstacle(follower, id, task).ifPresent(standings::add));
        Optional<String> stopped = Standing.stopped(standings);
        if (stopped.isPresent()) {
            return new Refused(stopped.get());
        }
        Note ordered = order(unasked, task, note);
        unasked.forEach(follower -> standings.add(asked(follower, task)));
        return Standing.waiting(standings)
                .<Turn>map(what -> new Again(ordered, what))
                .orElseGet(() -> new Arrived(Standing.outcome(standings), runtime));
    }

    private Note order(List<Follower> unasked, Task task, Note note) {
        Note ordered = note;
        if (!unasked.isEmpty()) {
            changes.keep(task.change(), task.now());
        }
        for (Follower follower : unasked) {
            ordering.order(follower.state().name(), task);
            ordered = ordered.withOrdered(follower.state().name(), task.now());
        }
        return ordered;
    }

    private static Standing asked(Follower follower, Task task) {
        return task.wanted().waitFor() == WaitFor.REQUESTED
                ? new There("Requested")
                : new OnTheWay(follower.state().name(), "its rollout to begin");
    }
}
