package slipway.ledger;

import java.util.List;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.image.Repository;
import slipway.monitor.AlarmName;
import slipway.target.TargetName;

/**
 * The record of targets, runtimes and rollouts. What is saved must carry the revision that was read; where somebody
 * else wrote in between, {@link LedgerConflict} says so and nothing is written.
 */
public interface Ledger {

    /** The target's state, blank where nothing is known of it. */
    TargetState target(TargetName name);

    /** Writes it and returns it with its new revision. */
    TargetState save(TargetState state);

    /** The runtime's state, blank where nothing is known of it. */
    RuntimeState runtime(RuntimeId id);

    /** Writes it and returns it with its new revision. */
    RuntimeState save(RuntimeState state);

    Optional<RolloutRecord> rollout(RolloutId id);

    /** Writes it and returns it with its new revision. */
    RolloutRecord save(RolloutRecord rollout);

    /** Keeps a verdict; one that is there already stays as it is. */
    void keep(VerdictRecord verdict);

    Optional<VerdictRecord> verdict(RolloutId rollout, String endpoint, int attempt);

    /** Keeps a configuration for a year from when it was asked for last. */
    void keep(Configuration configuration);

    Optional<Configuration> configuration(ConfigurationHash hash);

    /** The targets that follow the repository. */
    List<TargetName> following(Repository repository);

    void follow(Repository repository, TargetName target);

    void unfollow(Repository repository, TargetName target);

    /** Every target that has a declaration, and those that had one and may have left something behind. */
    List<TargetName> targets();

    /**
     * A page of them, in the order of their names.
     *
     * @param after the last one of the page before; empty for the first page
     * @param most how many at most; fewer are the last ones
     */
    List<TargetName> targets(Optional<TargetName> after, int most);

    void declared(TargetName target);

    void undeclared(TargetName target);

    /** The targets whose rollouts want to know when the alarm rings. */
    List<TargetName> watching(AlarmName alarm);

    void watch(AlarmName alarm, TargetName target);

    void unwatch(AlarmName alarm, TargetName target);

    /** Keeps the task token of a rollout that waits, so that it can be woken. */
    void park(RolloutId rollout, String token);

    /** The task token of the rollout's last wait, which may be over. */
    Optional<String> parked(RolloutId rollout);

    /** What the drift check last saw of the target, blank where it never looked. */
    DriftRecord drift(TargetName target);

    /** Writes it and returns it with its new revision. */
    DriftRecord save(DriftRecord drift);

    /** How far the sweep over all targets is. */
    Sweep sweep();

    /** Writes it and returns it with its new revision. */
    Sweep save(Sweep sweep);

    /** The last rebuild that was asked for. */
    Optional<Rebuild> rebuild();

    /** Keeps it in the place of the one before. */
    void keep(Rebuild rebuild);

    /** What rebuilds came to, each target's last one. */
    List<Rebuilt> rebuilt();

    /** Keeps it in the place of the target's one before. */
    void keep(Rebuilt rebuilt);
}
