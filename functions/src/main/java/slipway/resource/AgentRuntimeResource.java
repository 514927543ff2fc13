package slipway.resource;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.agentruntime.RuntimeStatus;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.Step;
import slipway.customresource.Work;
import slipway.failure.AwsFailure;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Gone;
import slipway.resource.Turn.Refused;
import slipway.seal.Seal;

/** A runtime that a stack makes, configures or adopts, and deletes if it made it. Its image is the rollouts' business. */
final class AgentRuntimeResource implements CustomResource<RuntimeProperties> {
    private final AgentRuntimes runtimes;
    private final Making making;
    private final Leftover leftover;
    private final Adopting adopting;
    private final Tagging tagging;
    private final Changes changes;
    private final Configuring configuring;
    private final Ordering ordering;
    private final Removing removing;

    private AgentRuntimeResource(Parts parts, Ownership ownership) {
        this.runtimes = parts.runtimes();
        this.removing = new Removing(runtimes, parts.lifecycle(), new Clearing(parts.ledger(), parts.admission()));
        this.making = new Making(runtimes, parts.lifecycle(), ownership, removing);
        this.leftover = new Leftover(runtimes, removing);
        this.tagging = new Tagging(parts.lifecycle(), ownership);
        this.adopting = new Adopting(runtimes, tagging, ownership);
        this.ordering = new Ordering(parts.ledger(), parts.admission());
        this.changes = new Changes(parts.ledger(), parts.seal());
        this.configuring = new Configuring(
                runtimes, parts.ledger(), new Targets(parts.ledger(), runtimes, parts.admission()), changes, ordering);
    }

    /** What it works with. */
    record Parts(AgentRuntimes runtimes, RuntimeLifecycle lifecycle, Ledger ledger, Admission admission, Seal seal) {}

    static AgentRuntimeResource over(Parts parts, Ownership ownership) {
        return new AgentRuntimeResource(parts, ownership);
    }

    @Override
    public String type() {
        return "Custom::AgentRuntime";
    }

    @Override
    public RuntimeProperties read(Properties properties) {
        return RuntimePropertiesReader.read(properties);
    }

    @Override
    public Step create(Work<RuntimeProperties> work) {
        Note note = Note.read(work.note(), work.now());
        return step(work, note, guarded(note, work.now(), () -> acquire(Task.of(work), note)));
    }

    @Override
    public Step update(Work<RuntimeProperties> work) {
        Note note = Note.read(work.note(), work.now());
        return step(work, note, guarded(note, work.now(), () -> update(work, note)));
    }

    /** Makes the runtime, or takes over the one that is there. */
    private Turn acquire(Task task, Note note) {
        if (note.runtime().isEmpty() && task.wanted().adopt()) {
            return adopting.next(task, note);
        }
        if (note.runtime().isEmpty() || note.made()) {
            return making.next(task, note);
        }
        RuntimeId id = note.runtime().get();
        return Sight.of(runtimes, id)
                .map(sight -> configuring.next(sight, task, note))
                .orElseGet(() -> new Refused("Somebody deleted runtime %s.".formatted(id)));
    }

    private Turn update(Work<RuntimeProperties> work, Note note) {
        Task task = Task.of(work);
        PhysicalId present = work.id().orElseGet(PhysicalId::nothing);
        Optional<RuntimeId> id = Ownership.runtime(present)
                .filter(runtime -> Ownership.name(runtime).equals(work.wanted().name()));
        if (note.runtime().isPresent() || id.isEmpty()) {
            return acquire(task, note);
        }
        boolean adopted = Ownership.isAdopted(present);
        if (adopted && !work.wanted().adopt()) {
            return new Refused(
                    "Runtime %s was adopted, and does not become the stack's own. Leave Adopt true; or remove the resource, which leaves the runtime as it is."
                            .formatted(id.get()));
        }
        Optional<Sight> sight = Sight.of(runtimes, id.get());
        if (sight.isEmpty()) {
            // What was deleted by hand is made again, and is another one then: the stack is not stuck on what is gone.
            return acquire(task, note);
        }
        if (!adopted && sight.get().runtime().status() == RuntimeStatus.DELETING) {
            return new Again(note, "runtime %s to be gone, which somebody deletes".formatted(id.get()));
        }
        Optional<Turn> undone = work.before()
                .map(RuntimeProperties::name)
                .filter(tried -> !tried.equals(work.wanted().name()))
                .flatMap(tried -> leftover.next(tried, id.get(), task, note));
        if (undone.isPresent()) {
            return undone.get();
        }
        tagging.tag(sight.get(), work.wanted(), work.before());
        return configuring.next(sight.get(), task, note);
    }

    @Override
    public Step delete(Deletion deletion) {
        Optional<RuntimeId> id = Ownership.runtime(deletion.id());
        if (id.isPresent() && deletion.isFirstLook()) {
            ordering.release(Ownership.name(id.get()), deletion.subject(), deletion.now());
        }
        if (id.isEmpty() || Ownership.isAdopted(deletion.id())) {
            return gone(deletion);
        }
        Note note = Note.read(deletion.note(), deletion.now());
        Turn turn =
                guarded(note, deletion.now(), () -> removing.next(id.get(), deletion.subject(), note, deletion.now()));
        return switch (turn) {
            case Gone _, Arrived _ -> gone(deletion);
            case Again again -> again(again, Optional.empty(), deletion.now());
            case Refused refused -> new Step.Failed(refused.reason());
        };
    }

    private static Step gone(Deletion deletion) {
        return Step.Done.of(deletion.id(), new TreeMap<>());
    }

    /** What passes by itself is looked at again; what a person has to see to fails. */
    private static Turn guarded(Note note, Instant now, Supplier<Turn> look) {
        try {
            return look.get();
        } catch (AwsFailure failure) {
            return failure.isPassing() || Spreading.isIt(failure, note, now)
                    ? new Again(note, "%s; the last look failed: %s".formatted(subject(note), failure.sentence()))
                    : new Refused(failure.sentence());
        } catch (LedgerConflict conflict) {
            return new Again(note, "others to have written what they write");
        }
    }

    private Step step(Work<RuntimeProperties> work, Note note, Turn turn) {
        return switch (turn) {
            case Arrived arrived -> done(work, note, arrived);
            case Again again -> {
                if (work.isLastLook()) {
                    ordering.withdraw(work.wanted().name(), work.subject());
                }
                yield again(again, reached(work, again.note()), work.now());
            }
            case Refused refused
            when note.made() && note.failure().isEmpty() ->
                again(
                        new Again(note.withFailure(refused.reason(), work.now()), undoing(note, refused)),
                        reached(work, note),
                        work.now());
            case Refused refused -> {
                ordering.withdraw(work.wanted().name(), work.subject());
                yield new Step.Failed(refused.reason());
            }
            case Gone _ -> throw new IllegalStateException("what is made is not gone");
        };
    }

    private static String undoing(Note note, Refused refused) {
        return "%s to be deleted again, because: %s".formatted(subject(note), refused.reason());
    }

    private static String subject(Note note) {
        return note.runtime().map(id -> "runtime " + id).orElse("AgentCore");
    }

    /** A replacement is not named before it is there: a failed update leaves the stack with what it had. */
    private static Optional<PhysicalId> reached(Work<RuntimeProperties> work, Note note) {
        return work.id().isPresent() ? Optional.empty() : note.runtime().map(_ -> id(work, note));
    }

    private static Step again(Again again, Optional<PhysicalId> made, Instant now) {
        return new Step.LookAgain(again.note().pause(now), again.note().text(), made, again.waitingFor());
    }

    private Step done(Work<RuntimeProperties> work, Note note, Arrived arrived) {
        ConfigurationChange change = work.wanted().change(work.before());
        if (note.ordered().isEmpty()) {
            // No rollout wrote down what live has of it, and a gate may come to ask.
            changes.keep(change, work.now());
        }
        RuntimeDocument runtime = arrived.runtime();
        boolean adopted = note.adopted() && work.id().isEmpty();
        SortedMap<String, String> data = new TreeMap<>();
        data.put("AgentRuntimeArn", runtime.arn());
        data.put("AgentRuntimeId", runtime.id().value());
        data.put("AgentRuntimeName", runtime.name().value());
        data.put("AgentRuntimeVersion", runtime.version().asString());
        data.put("ConfigurationHash", change.hash().value());
        data.put("Outcome", adopted ? "Adopted" : arrived.outcome());
        return Step.Done.of(id(work, note), data);
    }

    /** What was there keeps its id; what this request made or took over has its own. */
    private static PhysicalId id(Work<RuntimeProperties> work, Note note) {
        return note.runtime()
                .map(runtime -> note.adopted() ? Ownership.adopted(runtime) : Ownership.made(runtime))
                .or(work::id)
                .orElseGet(PhysicalId::nothing);
    }
}
