package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.Given;
import slipway.customresource.PhysicalId;
import slipway.customresource.Step;
import slipway.customresource.Subject;
import slipway.customresource.Work;

/** Sends requests to a resource and waits for their answers, in virtual time. */
final class CloudFormation {
    static final String STACK = "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/0a1b2c3d";
    private static final Duration HOUR = Duration.ofMinutes(59);

    private final Supplier<Instant> clock;
    private final java.util.function.Consumer<Duration> passing;
    private int requests;

    /** @param passing lets time pass */
    CloudFormation(Supplier<Instant> clock, java.util.function.Consumer<Duration> passing) {
        this.clock = clock;
        this.passing = passing;
    }

    /** The answer to a request. */
    sealed interface Answer {
        /** The stack goes on. */
        record Success(PhysicalId id, SortedMap<String, String> data) implements Answer {
            String outcome() {
                return data.getOrDefault("Outcome", "");
            }
        }

        /** The stack goes back; the id is what it would delete. */
        record Failure(PhysicalId id, String reason) implements Answer {}
    }

    <P> Answer create(CustomResource<P> resource, ObjectNode properties) {
        Subject subject = subject();
        P wanted = Given.properties(resource, properties);
        return answer(
                subject,
                PhysicalId.nothing(),
                (note, now) ->
                        resource.create(new Work<>(subject, Optional.empty(), wanted, Optional.empty(), note, now)));
    }

    <P> Answer update(CustomResource<P> resource, PhysicalId id, ObjectNode before, ObjectNode properties) {
        Subject subject = subject();
        P wanted = Given.properties(resource, properties);
        P old = Given.properties(resource, before);
        return answer(
                subject,
                id,
                (note, now) -> resource.update(new Work<>(subject, Optional.of(id), wanted, Optional.of(old), note, now)));
    }

    <P> Answer delete(CustomResource<P> resource, PhysicalId id) {
        Subject subject = subject();
        return answer(subject, id, (note, now) -> resource.delete(new Deletion(subject, id, note, now)));
    }

    private Subject subject() {
        String key = Tokens.of("request " + ++requests);
        return new Subject(STACK, "Runtime", key, clock.get().plus(HOUR));
    }

    private Answer answer(Subject subject, PhysicalId present, BiFunction<String, Instant, Step> look) {
        String note = "";
        Optional<PhysicalId> made = Optional.empty();
        while (true) {
            switch (look.apply(note, clock.get())) {
                case Step.Done done -> {
                    return new Answer.Success(done.id(), new TreeMap<>(done.data()));
                }
                case Step.Failed failed -> {
                    return new Answer.Failure(made.orElse(present), failed.reason());
                }
                case Step.LookAgain again -> {
                    made = again.made().or(() -> Optional.of(present));
                    note = again.note();
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
