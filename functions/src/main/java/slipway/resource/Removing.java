package slipway.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.customresource.Subject;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.RolloutId;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Gone;
import slipway.resource.Turn.Refused;

/** Deletes a runtime that a stack's resource made, and waits until it is gone. What somebody else made stays. */
final class Removing {
    private static final Logger LOG = LoggerFactory.getLogger(Removing.class);
    private static final String DEFAULT = "DEFAULT";
    /** Rollouts end within minutes; one that cannot does not keep the runtime. */
    private static final Duration CLEARING = Duration.ofMinutes(15);

    private final AgentRuntimes runtimes;
    private final RuntimeLifecycle lifecycle;
    private final Clearing clearing;

    Removing(AgentRuntimes runtimes, RuntimeLifecycle lifecycle, Clearing clearing) {
        this.runtimes = runtimes;
        this.lifecycle = lifecycle;
        this.clearing = clearing;
    }

    Turn next(RuntimeId id, Subject subject, Note note, Instant now) {
        Optional<Sight> found = Sight.of(runtimes, id);
        if (found.isEmpty()) {
            return new Gone();
        }
        RuntimeDocument runtime = found.get().runtime();
        if (!Ownership.isMadeBy(subject, found.get().tags())) {
            LOG.warn("runtime {} stays: its tags do not say that {} made it", id, subject.logicalId());
            return new Gone();
        }
        return switch (runtime.status()) {
            case CREATING, UPDATING, UNKNOWN ->
                new Again(note, "runtime %s to come to rest, before which it cannot be deleted".formatted(id));
            case DELETING -> new Again(note, "runtime %s to be gone".formatted(id));
            case READY, CREATE_FAILED, UPDATE_FAILED -> delete(id, subject, note, now);
            case DELETE_FAILED -> note.deleted() ? failed(id, runtime) : delete(id, subject, note, now);
        };
    }

    private Turn delete(RuntimeId id, Subject subject, Note note, Instant now) {
        List<RolloutId> underWay = clearing.clear(id, subject, now);
        if (!underWay.isEmpty() && now.isBefore(note.since().plus(CLEARING))) {
            return new Again(note, "rollouts %s to end, which use the runtime".formatted(underWay));
        }
        try {
            lifecycle.delete(id, Tokens.of(subject.key() + "/delete"));
        } catch (AwsFailure failure) {
            if (failure.kind() != Kind.CONFLICT) {
                throw failure;
            }
            // Nobody documents whether endpoints go with their runtime, or have to go before.
            deleteEndpoints(id, subject);
            return new Again(note, "the endpoints of runtime %s to be gone".formatted(id));
        }
        LOG.info("runtime {} is being deleted; network interfaces of a VPC may outlive it by eight hours", id);
        return new Again(note.withDeleted(now), "runtime %s to be gone".formatted(id));
    }

    private void deleteEndpoints(RuntimeId id, Subject subject) {
        runtimes.endpoints(id).stream()
                .map(Endpoint::name)
                .filter(name -> !name.value().equals(DEFAULT))
                .forEach(name -> runtimes.deleteEndpoint(id, name, Tokens.of(subject.key() + "/delete/" + name)));
    }

    private static Turn failed(RuntimeId id, RuntimeDocument runtime) {
        return new Refused(
                "AgentCore could not delete runtime %s: %s. Remove what it names, then delete the stack again."
                        .formatted(id, runtime.failureReason().orElse("it gives no reason")));
    }
}
