package slipway.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import slipway.local.edge.AwsError;

/** The state of one version. An inactive one is woken by the first call, which it refuses, as are those meanwhile. */
final class Liveness {
    /** Scaled. */
    static final Duration RESTORE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final boolean snapStart;
    private FunctionState state = FunctionState.ACTIVE;
    private Instant restored = Instant.MIN;

    Liveness(InstantSource clock, boolean snapStart) {
        this.clock = clock;
        this.snapStart = snapStart;
    }

    synchronized FunctionState state() {
        if (state.equals(FunctionState.RESTORING) && !clock.instant().isBefore(restored)) {
            state = FunctionState.ACTIVE;
        }
        return state;
    }

    synchronized void set(FunctionState wanted) {
        state = wanted;
    }

    synchronized boolean isReady() {
        if (state.name() == FunctionState.Name.INACTIVE) {
            state = FunctionState.RESTORING;
            restored = clock.instant().plus(RESTORE);
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
