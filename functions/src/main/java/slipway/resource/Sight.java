package slipway.resource;

import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** A runtime as it is now. */
record Sight(RuntimeDocument runtime, Map<String, String> tags) {

    /** Empty where there is no such runtime, or no more. */
    static Optional<Sight> of(AgentRuntimes runtimes, RuntimeId id) {
        try {
            RuntimeDocument runtime = runtimes.latest(id);
            return Optional.of(new Sight(runtime, runtimes.tags(runtime.arn())));
        } catch (AwsFailure failure) {
            // AgentCore may deny knowing a runtime that is not there, instead of not finding it.
            boolean unknown = failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.DENIED;
            if (unknown && !isListed(runtimes, id)) {
                return Optional.empty();
            }
            throw failure.kind() == Kind.NOT_FOUND ? disagreement(failure, id) : failure;
        }
    }

    private static AwsFailure disagreement(AwsFailure failure, RuntimeId id) {
        String sentence = "AgentCore lists runtime %s and does not find it".formatted(id);
        return new AwsFailure(Kind.CONFLICT, failure.action(), "", id.value(), sentence, failure);
    }

    private static boolean isListed(AgentRuntimes runtimes, RuntimeId id) {
        return runtimes.find(Ownership.name(id)).filter(id::equals).isPresent();
    }
}
