package slipway.publish;

import java.util.List;
import slipway.failure.AwsFailure;

/** Some targets could not be looked at. The event is to be handled again; what was done is not done twice. */
public final class PublishFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean throttled;

    PublishFailed(List<RuntimeException> failures) {
        super(failures.size() + " targets failed, the first with: " + failures.getFirst(), failures.getFirst());
        failures.stream().skip(1).forEach(this::addSuppressed);
        this.throttled = failures.stream()
                .allMatch(failure -> failure instanceof AwsFailure aws && aws.kind() == AwsFailure.Kind.THROTTLED);
    }

    /** Whether there were only too many calls, so that the same event may be handled in a moment. */
    boolean isThrottled() {
        return throttled;
    }
}
