package slipway.rollout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.ConfigurationHash;
import slipway.ledger.Cause;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState.ConfigurationVeto;
import slipway.ledger.TargetState.Restraint;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.ledger.TargetState.Veto;

/** What is not tried again after a rollout's end: an image, whatever its configuration, or a configuration. */
final class Blame {
    private Blame() {}

    /** @param before what live served, and served earlier, when the rollout came to its end */
    static Restraint vetoed(Restraint restraint, Serving before, RolloutRecord rollout, Ending ending) {
        if (rollout.cause() == Cause.ROLLBACK) {
            return before.live()
                    .map(left -> left(restraint, before, left, rollout, ending))
                    .orElse(restraint);
        }
        // A stack that goes back to what live has served before is not kept from it.
        return isServedBefore(before, rollout)
                ? restraint
                : restraint.withVetoOf(rollout, ending.reason(), ending.at());
    }

    /** What a return took off live: the image, or, where that stays, the configuration. */
    private static Restraint left(
            Restraint restraint, Serving before, Served left, RolloutRecord rollout, Ending ending) {
        if (!left.image().digest().equals(rollout.image().digest())) {
            return restraint.withVeto(new Veto(left.image().digest(), rollout.id(), ending.reason(), ending.at()));
        }
        Optional<ConfigurationHash> back =
                rollout.request().to().flatMap(before::served).flatMap(Served::configuration);
        return left.configuration()
                .filter(hash -> !back.equals(Optional.of(hash)))
                .map(hash ->
                        restraint.withVeto(new ConfigurationVeto(hash, rollout.id(), ending.reason(), ending.at())))
                .orElse(restraint);
    }

    private static boolean isServedBefore(Serving before, RolloutRecord rollout) {
        List<Served> served = Stream.concat(before.live().stream(), before.earlier().stream())
                .filter(s -> s.endpoint().equals(Settlement.endpoint(rollout)))
                .toList();
        return rollout.request()
                .configuration()
                .filter(asked -> served.stream()
                        .anyMatch(s -> s.configuration().equals(Optional.of(asked)) || isWhole(s, rollout.progress())))
                .isPresent();
    }

    /** Whether it was all of it, though another change led there. */
    private static boolean isWhole(Served served, Progress progress) {
        return progress.candidate()
                .map(Progress.Candidate::configurationHash)
                .or(() -> progress.update().flatMap(Progress.Update::configurationHash))
                .filter(served.configurationHash()::equals)
                .isPresent();
    }
}
