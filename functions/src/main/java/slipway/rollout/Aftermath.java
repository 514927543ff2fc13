package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.RuntimeLock;
import slipway.failure.AwsFailure;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.Progress.Aftermath.Stage;
import slipway.ledger.RolloutRecord;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;

/**
 * What is done when everybody has been told how a rollout ended: images in use are kept, DEFAULT is put right, old
 * versions go. The outcome stands whatever comes of it; what fails for good is noted and left.
 */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final int PATIENCE = 10;

    private final Ledger ledger;
    private final Keeping keeping;
    private final Restoring restoring;
    private final Pruning pruning;

    Aftermath(Advance.World world, RuntimeLock lock, Place place) {
        this.ledger = world.ledger();
        this.keeping = new Keeping(world.ledger(), world.images(), place);
        this.restoring = new Restoring(world.ledger(), world.runtimes(), lock);
        this.pruning = new Pruning(world.ledger(), world.runtimes(), lock);
    }

    /** What a stage came to: something to wait for, or what it did, for the timeline. */
    sealed interface Result {
        record Later(RolloutRecord rollout, Duration pause) implements Result {}

        record Over(RolloutRecord rollout, List<String> did) implements Result {}
    }

    Hands.Done tidy(RolloutRecord rollout, Instant now) {
        RolloutRecord current = rollout;
        Optional<Deployment> deployment = DeclarationReader.accepted(
                        Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment);
        while (deployment.isPresent() && stage(current) != Stage.DONE) {
            switch (attempt(current, deployment.get(), now)) {
                case Result.Later later when isWantedBack(rollout) -> current = left(later, now);
                case Result.Later later -> {
                    return Hands.Done.with(later.rollout(), new Step.Pause(later.pause()));
                }
                case Result.Over over -> current = next(over, now);
            }
        }
        return Hands.Done.go(current);
    }

    /** Nothing that could wait keeps live from going back. */
    private boolean isWantedBack(RolloutRecord rollout) {
        return ledger.target(rollout.target()).orders().rollback().isPresent();
    }

    private RolloutRecord left(Result.Later later, Instant now) {
        Progress progress =
                later.rollout().progress().withAftermath(at(later.rollout()).at(Stage.DONE));
        return ledger.save(later.rollout().withProgress(progress).noted(now, "the rest is left: live goes back first"));
    }

    private static Stage stage(RolloutRecord rollout) {
        return at(rollout).stage();
    }

    private static Progress.Aftermath at(RolloutRecord rollout) {
        return rollout.progress().aftermath().orElse(new Progress.Aftermath(Stage.GUARD, Optional.empty()));
    }

    private RolloutRecord next(Result.Over over, Instant now) {
        Progress.Aftermath at = at(over.rollout());
        Progress progress = over.rollout()
                .progress()
                .withAftermath(at.at(at.stage().next()))
                .withStumbles(0);
        RolloutRecord noted = over.rollout();
        for (String did : over.did()) {
            noted = noted.noted(now, did);
        }
        return ledger.save(noted.withProgress(progress));
    }

    private Result attempt(RolloutRecord rollout, Deployment deployment, Instant now) {
        try {
            return switch (stage(rollout)) {
                case GUARD -> new Result.Over(rollout, keeping.keep(rollout));
                case RESTORE -> restoring.restore(rollout, deployment, now);
                case PRUNE -> pruning.prune(rollout, deployment, now);
                case DONE -> new Result.Over(rollout, List.of());
            };
        } catch (AwsFailure failure) {
            return failed(rollout, failure);
        }
    }

    private Result failed(RolloutRecord rollout, AwsFailure failure) {
        LOG.warn("rollout {}: after its end, {} {}", rollout.id(), failure.action(), failure.getMessage());
        // What was written down before the call failed is on record; go on from that.
        RolloutRecord onRecord = ledger.rollout(rollout.id()).orElseThrow();
        int stumbles = onRecord.progress().stumbles() + 1;
        if (failure.isPassing() && stumbles <= PATIENCE) {
            RolloutRecord counted =
                    ledger.save(onRecord.withProgress(onRecord.progress().withStumbles(stumbles)));
            return new Result.Later(counted, Policy.standard().backOff(stumbles));
        }
        return new Result.Over(onRecord, List.of("not done, %s: %s".formatted(failure.action(), failure.getMessage())));
    }
}
