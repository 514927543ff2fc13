package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.Given;
import slipway.customresource.PhysicalId;
import slipway.customresource.Step;
import slipway.customresource.Subject;
import slipway.customresource.Work;
import slipway.ledger.Ledger;
import slipway.port.CrashPoint;
import slipway.seal.Seal;

/** Sends requests to a resource and waits for their answers, in virtual time. */
public final class CloudFormation {
    public static final String STACK = "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/0a1b2c3d";
    private static final Duration HOUR = Duration.ofMinutes(59);

    private static final int MOST_FAILURES = 20;

    private final Supplier<Instant> clock;
    private final Consumer<Duration> passing;
    private int requests;
    private boolean twice;

    /** @param passing lets time pass */
    public CloudFormation(Supplier<Instant> clock, Consumer<Duration> passing) {
        this.clock = clock;
        this.passing = passing;
    }

    /** From now on every look comes twice, and what the second comes to counts. */
    public void deliverTwice() {
        twice = true;
    }

    /** The answer to a request. */
    public sealed interface Answer {
        /** The stack goes on. */
        record Success(PhysicalId id, SortedMap<String, String> data) implements Answer {
            public String outcome() {
                return data.getOrDefault("Outcome", "");
            }
        }

        /** The stack goes back; the id is what it would delete. */
        record Failure(PhysicalId id, String reason) implements Answer {}
    }

    public <P> Answer create(CustomResource<P> resource, ObjectNode properties) {
        Subject subject = subject();
        P wanted = Given.properties(resource, properties);
        return answer(
                subject,
                PhysicalId.nothing(),
                (note, now) ->
                        resource.create(new Work<>(subject, Optional.empty(), wanted, Optional.empty(), note, now)));
    }

    public <P> Answer update(CustomResource<P> resource, PhysicalId id, ObjectNode before, ObjectNode properties) {
        Subject subject = subject();
        P wanted = Given.properties(resource, properties);
        P old = Given.properties(resource, before);
        return answer(
                subject,
                id,
                (note, now) ->
                        resource.update(new Work<>(subject, Optional.of(id), wanted, Optional.of(old), note, now)));
    }

    public <P> Answer delete(CustomResource<P> resource, PhysicalId id) {
        Subject subject = subject();
        return answer(subject, id, (note, now) -> resource.delete(new Deletion(subject, id, note, now)));
    }

    /** A runtime's resource of the control plane {@code slipway/local}. */
    public static CustomResource<?> runtime(
            AgentRuntimes runtimes, RuntimeLifecycle lifecycle, Ledger ledger, Admission admission, Seal seal) {
        return AgentRuntimeResource.over(
                new AgentRuntimeResource.Parts(runtimes, lifecycle, ledger, admission, seal),
                new Ownership("slipway/local"));
    }

    /** A gate. */
    public static CustomResource<?> gate(AgentRuntimes runtimes, Ledger ledger, Seal seal) {
        return new SmokeGateResource(new Gate(ledger, runtimes, new Changes(ledger, seal)));
    }

    private Subject subject() {
        String key = Tokens.of("request " + ++requests);
        return new Subject(STACK, "Runtime", key, clock.get().plus(HOUR));
    }

    private Answer answer(Subject subject, PhysicalId present, BiFunction<String, Instant, Step> look) {
        String note = "";
        Optional<PhysicalId> made = Optional.empty();
        String waitingFor = "";
        int failures = 0;
        while (true) {
            Step step;
            try {
                step = look.apply(note, clock.get());
                if (twice) {
                    step = look.apply(note, clock.get());
                }
                failures = 0;
            } catch (RuntimeException | CrashPoint.Death died) {
                // As the kit does: another process looks, and not for ever.
                if (++failures == MOST_FAILURES || subject.isOverAt(clock.get())) {
                    return new Answer.Failure(
                            made.orElse(present), "failed: %s. It waited for %s.".formatted(died, waitingFor));
                }
                passing.accept(Duration.ofSeconds(2));
                continue;
            }
            switch (step) {
                case Step.Done done -> {
                    return new Answer.Success(done.id(), new TreeMap<>(done.data()));
                }
                case Step.Failed failed -> {
                    return new Answer.Failure(made.orElse(present), failed.reason());
                }
                case Step.LookAgain again -> {
                    made = again.made().or(() -> Optional.of(present));
                    note = again.note();
                    waitingFor = again.waitingFor();
                    if (subject.isOverAt(clock.get())) {
                        return new Answer.Failure(made.orElse(present), "not in time: " + again.waitingFor());
                    }
                    Duration left = Duration.between(clock.get(), subject.deadline());
                    passing.accept(again.pause().compareTo(left) < 0 ? again.pause() : left);
                }
            }
        }
    }
}
