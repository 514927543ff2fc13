package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.admission.RuntimeLock;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Orders;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.rollout.Aftermath.Result;
import slipway.target.Aftercare.AfterRejection;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;

/** Publishes live's document again after a rejection, where declared: DEFAULT follows every update, good or bad. */
final class Restoring {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final RuntimeLock lock;

    Restoring(Ledger ledger, AgentRuntimes runtimes, RuntimeLock lock) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.lock = lock;
    }

    Result restore(RolloutRecord rollout, Deployment deployment, Instant now) {
        Optional<RuntimeId> runtime = rollout.progress().runtime();
        if (runtime.isEmpty() || !wanted(rollout, deployment)) {
            return new Result.Over(rollout, List.of());
        }
        if (deployment.configurationFrom() == ConfigurationFrom.LATEST) {
            // The next rollout starts from the latest version, so live's older configuration must not become that.
            return new Result.Over(
                    rollout, List.of("DEFAULT is left: the next rollout takes the owner's configuration from it"));
        }
        if (!lock.take(runtime.get(), rollout, now)) {
            return new Result.Later(rollout, LOOK);
        }
        Result result = published(rollout, runtime.get(), deployment);
        if (result instanceof Result.Over) {
            lock.release(runtime.get(), rollout.id());
        }
        return result;
    }

    /** Its own bad version is the latest, and nothing comes that would move DEFAULT anyway. */
    private boolean wanted(RolloutRecord rollout, Deployment deployment) {
        Outcome outcome = rollout.ending().map(Ending::outcome).orElse(Outcome.STUCK);
        boolean bad = outcome == Outcome.REJECTED || outcome == Outcome.ROLLED_BACK;
        boolean made =
                rollout.progress().candidate().filter(Progress.Candidate::made).isPresent();
        return bad
                && made
                && deployment.aftercare().afterRejection() == AfterRejection.RESTORE_DEFAULT
                && !somethingFollows(ledger.target(rollout.target()));
    }

    private static boolean somethingFollows(TargetState state) {
        boolean waits = state.claim().waiting().isPresent()
                || state.orders()
                        .configuration()
                        .filter(Orders.Configure::waits)
                        .isPresent();
        return waits && state.restraint().hold().isEmpty();
    }

    private Result published(RolloutRecord rollout, RuntimeId runtime, Deployment deployment) {
        RuntimeDocument latest = runtimes.latest(runtime);
        Optional<RuntimeDocument> live = runtimes.endpoint(runtime, deployment.endpoint())
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> runtimes.version(runtime, version))
                .map(document -> Making.complete(document, deployment));
        if (live.isEmpty()) {
            return new Result.Over(rollout, List.of());
        }
        if (latest.differences(live.get()).isEmpty()) {
            return latest.status().hasFailed() || latest.status().isReady()
                    ? new Result.Over(rollout, restored(rollout, latest))
                    : new Result.Later(rollout, LOOK);
        }
        boolean own = rollout.progress()
                .candidate()
                .filter(c -> c.version().equals(latest.version()))
                .isPresent();
        if (!own) {
            return new Result.Over(rollout, List.of("DEFAULT is left: its version is somebody else's"));
        }
        return new Result.Later(update(rollout, runtime, live.get(), latest.version()), LOOK);
    }

    private static List<String> restored(RolloutRecord rollout, RuntimeDocument latest) {
        boolean own = rollout.progress()
                .aftermath()
                .flatMap(Progress.Aftermath::restored)
                .filter(latest.version()::equals)
                .isPresent();
        if (!own) {
            return List.of();
        }
        return List.of(
                latest.status().isReady()
                        ? "DEFAULT serves what live serves, as version " + latest.version()
                        : "not done, version %s, which was to restore DEFAULT, ended as %s"
                                .formatted(latest.version(), latest.status()));
    }

    private RolloutRecord update(RolloutRecord rollout, RuntimeId runtime, RuntimeDocument live, Version highest) {
        ledger.save(ledger.runtime(runtime).withIntent(rollout.id(), live));
        String token = Making.token(rollout.id() + "/restore/" + highest);
        Version made = runtimes.update(runtime, live.updateBody(token));
        ledger.save(ledger.runtime(runtime).withMade(made, rollout.id()));
        Progress.Aftermath at = rollout.progress().aftermath().orElseThrow();
        return ledger.save(rollout.withProgress(
                rollout.progress().withAftermath(new Progress.Aftermath(at.stage(), Optional.of(made)))));
    }
}
