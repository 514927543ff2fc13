package slipway.resource;

import java.time.Duration;
import java.time.Instant;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** A role, or a grant, that the same stack has just made may not be known everywhere. */
final class Spreading {
    private static final Duration TIME = Duration.ofMinutes(5);

    private Spreading() {}

    /** Whether a denial may pass by itself. */
    static boolean isIt(AwsFailure failure, Note note, Instant now) {
        return failure.kind() == Kind.DENIED && now.isBefore(note.began().plus(TIME));
    }
}
