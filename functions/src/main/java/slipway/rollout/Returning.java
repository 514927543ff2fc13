package slipway.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.TargetState.Served;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.ReturnTo;

/** A person wants live back on a version that it served before: nothing is made, and nothing is asked. */
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
        if (live.equals(Optional.of(to))) {
            // Whoever moved it by hand set no veto.
            return new End(
                    Outcome.ROLLED_BACK,
                    Reason.ROLLED_BACK_BY_PERSON.name(),
                    "Live serves version %s already.".formatted(to),
                    Consequence.VETO,
                    live);
        }
        RuntimeDocument document = observed.candidate().get();
        Proof proof = observed.target().serving().served(to).map(Served::proof).orElse(Proof.ADOPTED);
        Duration sessions = document.maxSessionLifetime();
        Progress.Candidate candidate =
                new Progress.Candidate(to, false, true, document.configurationHash(), List.of(), sessions);
        return new ReturnTo(runtime.state().id(), runtime.base().onRecord(to), candidate, proof);
    }
}
