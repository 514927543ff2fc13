package slipway.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.Step;
import slipway.customresource.Work;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.LedgerConflict;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Gone;
import slipway.resource.Turn.Refused;

/** A runtime that a stack makes, configures or adopts, and deletes if it made it. Its image is the rollouts' business. */
final class AgentRuntimeResource implements CustomResource<RuntimeProperties> {
    /** A role, or a grant, that the same stack has just made may not be known everywhere. */
    private static final Duration SPREADING = Duration.ofMinutes(5);

    private final AgentRuntimes runtimes;
    private final Making making;
    private final Removing removing;

    AgentRuntimeResource(AgentRuntimes runtimes, Making making, Removing removing) {
        this.runtimes = runtimes;
        this.making = making;
        this.removing = removing;
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
        Turn turn = guarded(note, work.now(), () -> making.next(work.wanted(), work.subject(), note, work.now()));
        return switch (turn) {
            case Arrived arrived -> done(arrived, note, work);
            case Again again -> again(again, work.now());
            case Refused refused when note.made() && note.failure().isEmpty() ->
                again(new Again(note.withFailure(refused.reason(), work.now()), refused.reason()), work.now());
            case Refused refused -> new Step.Failed(refused.reason());
            case Gone _ -> throw new IllegalStateException("what is made is not gone");
        };
    }

    @Override
    public Step update(Work<RuntimeProperties> work) {
        return new Step.Failed("Runtimes cannot be updated by stacks yet.");
    }

    @Override
    public Step delete(Deletion deletion) {
        Optional<RuntimeId> id = Ownership.runtime(deletion.id());
        if (id.isEmpty() || Ownership.isAdopted(deletion.id())) {
            return gone(deletion);
        }
        Note note = Note.read(deletion.note(), deletion.now());
        Turn turn =
                guarded(note, deletion.now(), () -> removing.next(id.get(), deletion.subject(), note, deletion.now()));
        return switch (turn) {
            case Gone _, Arrived _ -> gone(deletion);
            case Again again -> again(again, deletion.now());
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
            boolean spreading =
                    failure.kind() == Kind.DENIED && now.isBefore(note.began().plus(SPREADING));
            return failure.isPassing() || spreading
                    ? new Again(note, failure.sentence())
                    : new Refused(failure.sentence());
        } catch (LedgerConflict conflict) {
            return new Again(note, "others to have written what they write");
        }
    }

    private static Step again(Again again, Instant now) {
        Note note = again.note();
        return new Step.LookAgain(note.pause(now), note.text(), note.runtime().map(Ownership::made), again.waitingFor());
    }

    private static Step done(Arrived arrived, Note note, Work<RuntimeProperties> work) {
        RuntimeDocument runtime = arrived.runtime();
        RuntimeId id = runtime.id();
        SortedMap<String, String> data = new TreeMap<>();
        data.put("AgentRuntimeArn", runtime.arn());
        data.put("AgentRuntimeId", id.value());
        data.put("AgentRuntimeName", runtime.name().value());
        data.put("AgentRuntimeVersion", runtime.version().asString());
        data.put("ConfigurationHash", work.wanted().change(work.before()).hash().value());
        data.put("Outcome", arrived.outcome());
        return Step.Done.of(Ownership.made(id), data);
    }
}
