package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipway.admission.RuntimeLock;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Orders;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.rollout.Aftermath.Result;
import slipway.target.Declaration.Deployment;
import slipway.target.TargetName;

/** Deletes the versions beyond those that are kept, one by one; never one that is in use. */
final class Pruning {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** In one go; the next rollout takes the rest. */
    private static final int MOST = 20;

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final RuntimeLock lock;

    Pruning(Ledger ledger, AgentRuntimes runtimes, RuntimeLock lock) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.lock = lock;
    }

    Result prune(RolloutRecord rollout, Deployment deployment, Instant now) {
        Optional<RuntimeId> runtime = rollout.progress().runtime();
        if (runtime.isEmpty() || deployment.aftercare().keepVersions().isEmpty()) {
            return new Result.Over(rollout, List.of());
        }
        int keep = deployment.aftercare().keepVersions().getAsInt();
        List<Version> versions = runtimes.versions(runtime.get());
        if (versions.size() <= keep) {
            return new Result.Over(rollout, List.of());
        }
        // With the lock, no other rollout makes or takes a version meanwhile.
        if (!lock.take(runtime.get(), rollout, now)) {
            return new Result.Later(rollout, LOOK);
        }
        List<String> did = delete(rollout, deployment, runtime.get(), versions.subList(0, versions.size() - keep));
        lock.release(runtime.get(), rollout.id());
        return new Result.Over(rollout, did);
    }

    private List<String> delete(RolloutRecord rollout, Deployment deployment, RuntimeId runtime, List<Version> old) {
        Set<Version> used = used(rollout, deployment, runtime);
        List<String> did = new ArrayList<>();
        old.stream().filter(version -> !used.contains(version)).limit(MOST).forEach(version -> {
            runtimes.deleteVersion(runtime, version, Making.token("%s/prune/%s".formatted(rollout.id(), version)));
            did.add("version %s is deleted".formatted(version));
        });
        return did;
    }

    /** Whatever an endpoint points to, a rollout under way works with, or live could go back to. */
    private Set<Version> used(RolloutRecord rollout, Deployment deployment, RuntimeId runtime) {
        Set<Version> used = new HashSet<>();
        runtimes.endpoints(runtime).forEach(endpoint -> {
            endpoint.liveVersion().ifPresent(used::add);
            endpoint.targetVersion().ifPresent(used::add);
        });
        RuntimeState state = ledger.runtime(runtime);
        state.users().stream()
                .filter(this::isUnderWay)
                .flatMap(user -> ledger.rollout(user).stream())
                .forEach(other -> used.addAll(versions(other)));
        for (TargetName target : targets(rollout, state)) {
            used.addAll(versions(ledger.target(target), deployment.runtime()));
        }
        return used;
    }

    /** One that was given up never came to leave the runtime. */
    private boolean isUnderWay(RolloutId user) {
        return ledger.target(user.target()).claim().active().equals(Optional.of(user));
    }

    /** The targets that may share the runtime: they follow the same images, or made versions of it. */
    private Set<TargetName> targets(RolloutRecord rollout, RuntimeState runtime) {
        Set<TargetName> all = new HashSet<>(ledger.following(rollout.image().repository()));
        runtime.made().values().forEach(maker -> all.add(maker.target()));
        all.add(rollout.target());
        return all;
    }

    private static Set<Version> versions(TargetState state, RuntimeName runtime) {
        Set<Version> all = new HashSet<>();
        Stream.concat(state.serving().live().stream(), state.serving().previous().stream())
                .filter(served -> served.endpoint().startsWith(runtime + "/"))
                .map(Served::version)
                .forEach(all::add);
        state.orders().rollback().flatMap(Orders.GoBack::to).ifPresent(all::add);
        state.orders().adoption().map(Orders.Adoption::version).ifPresent(all::add);
        return all;
    }

    private static Set<Version> versions(RolloutRecord rollout) {
        Progress progress = rollout.progress();
        Set<Version> all = new HashSet<>();
        progress.base().ifPresent(base -> {
            all.add(base.version());
            base.live().ifPresent(all::add);
        });
        progress.candidate().ifPresent(candidate -> all.add(candidate.version()));
        progress.move().flatMap(Progress.Move::from).ifPresent(all::add);
        rollout.request().to().ifPresent(all::add);
        return all;
    }
}
