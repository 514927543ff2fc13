package slipway.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.TargetState.Served;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.ReturnTo;

/**
 * Live goes back to a version that it served before, because a person wants it or because somebody moved it by hand:
 * nothing is made, and nothing is asked.
 */
final class Returning {
    private Returning() {}

    static RolloutAction next(Observed observed) {
        Version to = observed.rollout().request().to().orElseThrow();
        if (observed.runtime().isEmpty()) {
            return Obstacles.runtimeMissing(observed);
        }
        Observed.RuntimeView runtime = observed.runtime().get();
        if (!runtime.untagged().isEmpty()) {
            return Obstacles.notOptedIn(runtime);
        }
        if (observed.candidate().isEmpty()) {
            return End.of(
                    Outcome.REJECTED,
                    Reason.VERSION_GONE,
                    "Version %s is gone, so live cannot go back to it. To bring its image again: slipway pin."
                            .formatted(to),
                    Consequence.NONE);
        }
        Optional<Version> live = runtime.base().live();
        boolean healing = observed.rollout().cause() == Cause.HEAL;
        if (live.equals(Optional.of(to)) && (!healing || isServed(observed, to))) {
            return there(observed, to);
        }
        RuntimeDocument document = observed.candidate().get();
        Proof proof = observed.target().serving().served(to).map(Served::proof).orElse(Proof.ADOPTED);
        Duration sessions = document.maxSessionLifetime();
        Progress.Candidate candidate =
                new Progress.Candidate(to, false, true, document.configurationHash(), List.of(), sessions);
        return new ReturnTo(runtime.state().id(), runtime.base().onRecord(to), candidate, proof);
    }

    /** An endpoint that got stuck may serve the version and be on its way to another one. */
    private static boolean isServed(Observed observed, Version to) {
        return observed.liveEndpoint().filter(live -> live.serves(to)).isPresent();
    }

    private static RolloutAction there(Observed observed, Version to) {
        return back(observed, to, "Live serves version %s already.".formatted(to));
    }

    /** What a person took off live is vetoed, even where it was moved by hand; what nobody asked for never went out. */
    static RolloutAction back(Observed observed, Version to, String explanation) {
        return observed.rollout().cause() == Cause.HEAL
                ? new End(
                        Outcome.ROLLED_BACK,
                        Reason.LIVE_TAKEN_BACK.name(),
                        explanation,
                        Consequence.NONE,
                        Optional.of(to))
                : new End(
                        Outcome.ROLLED_BACK,
                        Reason.ROLLED_BACK_BY_PERSON.name(),
                        explanation,
                        Consequence.VETO,
                        Optional.of(to));
    }
}
