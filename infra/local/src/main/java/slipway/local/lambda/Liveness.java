package slipway.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import slipway.local.edge.AwsError;

/**
 * The state of one version. An inactive one is woken by the first call, which it refuses, as are those meanwhile. One that
 * comes from a snapshot falls asleep when nobody calls it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a>
 */
final class Liveness {
    /** Scaled. */
    static final Duration RESTORE = Duration.ofSeconds(30);

    /** Scaled. */
    private static final Duration FALLS_ASLEEP = Duration.ofDays(14);

    private final InstantSource clock;
    private final boolean snapStart;
    private FunctionState state = FunctionState.ACTIVE;
    private Instant restored = Instant.MIN;
    private Instant called;

    Liveness(InstantSource clock, boolean snapStart) {
        this.clock = clock;
        this.snapStart = snapStart;
        this.called = clock.instant();
    }

    synchronized FunctionState state() {
        if (snapStart && clock.instant().isAfter(called.plus(FALLS_ASLEEP))) {
            state = FunctionState.IDLE;
        } else if (state.equals(FunctionState.RESTORING) && !clock.instant().isBefore(restored)) {
            state = FunctionState.ACTIVE;
        }
        return state;
    }

    synchronized void set(FunctionState wanted) {
        state = wanted;
    }

    synchronized boolean isReady() {
        boolean asleep = state().name() == FunctionState.Name.INACTIVE;
        called = clock.instant();
        if (asleep) {
            state = FunctionState.RESTORING;
            restored = called.plus(RESTORE);
        }
        return state().name() == FunctionState.Name.ACTIVE;
    }

    /** @throws AwsError 409 until it is active */
    void require() {
        if (!isReady()) {
            throw snapStart
                    ? new AwsError(
                            409,
                            "SnapStartNotReadyException",
                            "Lambda is initializing your function. It will be ready to invoke once your function"
                                    + " state becomes ACTIVE.")
                    : new AwsError(
                            409,
                            "ResourceConflictException",
                            "The operation cannot be performed at this time. The function is currently in the"
                                    + " following state: "
                                    + state().name().shown());
        }
    }
}
