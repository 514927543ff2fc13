package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.NoteBlocked;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.BakeSpec;
import slipway.target.Declaration;

/** What comes before live moves: a person's word, silent alarms, and the old version kept warm. */
final class Moving {
    private Moving() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        Progress progress = observed.rollout().progress();
        Optional<Version> before = progress.base().orElseThrow().live();
        Optional<Version> serving = observed.liveEndpoint().flatMap(Endpoint::liveVersion);
        if (!serving.equals(before)
                || (before.isEmpty() && observed.liveEndpoint().isPresent())) {
            return movedByOthers(observed, before, serving);
        }
        // Going back is the remedy: nothing keeps it waiting.
        Optional<RolloutAction> first =
                Interruption.isReturn(observed) ? Optional.empty() : first(observed, policy, before, now);
        Version to = progress.candidate().orElseThrow().version();
        return first.orElseGet(() -> new MoveLive(
                Rollout.runtime(progress),
                observed.deployment().endpoint(),
                new Progress.Move(before, to, now, false),
                alarms(observed)));
    }

    private static Optional<RolloutAction> first(
            Observed observed, Policy policy, Optional<Version> before, Instant now) {
        Optional<Declaration.Approval> approval = observed.deployment()
                .approval()
                .filter(_ -> observed.rollout().progress().approval().isEmpty());
        if (approval.isPresent()) {
            return Optional.of(Approving.ask(observed, approval.get(), now));
        }
        return ringing(observed, policy, now).or(() -> before.flatMap(version -> keep(observed, policy, version)));
    }

    /** Alarms that ring already would say nothing about the new version. */
    private static Optional<RolloutAction> ringing(Observed observed, Policy policy, Instant now) {
        Set<AlarmName> missing = missing(observed);
        if (!missing.isEmpty()) {
            return Optional.of(End.of(
                    Outcome.INCONCLUSIVE,
                    Reason.ALARM_MISSING,
                    "The declaration names alarms that do not exist here: %s. Make them or take them out, then: slipway retry."
                            .formatted(shown(missing)),
                    Consequence.NONE));
        }
        Set<AlarmName> ringing = new TreeSet<>(observed.alarms().keySet());
        ringing.removeIf(alarm -> observed.alarms().get(alarm) != AlarmState.ALARM);
        return ringing.isEmpty() ? Optional.empty() : Optional.of(blocked(observed, policy, ringing, now));
    }

    private static RolloutAction blocked(Observed observed, Policy policy, Set<AlarmName> ringing, Instant now) {
        Optional<Instant> since = observed.rollout().progress().blocked();
        if (since.isEmpty()) {
            return new NoteBlocked(ringing);
        }
        Duration waited = Duration.between(since.get(), now);
        if (waited.compareTo(policy.silence()) >= 0) {
            return End.of(
                    Outcome.INCONCLUSIVE,
                    Reason.ALARM_RINGING,
                    "These alarms ring, and did for %s before live was to move: %s. When they are silent: slipway retry."
                            .formatted(waited, shown(ringing)),
                    Consequence.NONE);
        }
        return new Wait(policy.pause(waited), "alarms ring: " + shown(ringing));
    }

    private static Optional<RolloutAction> keep(Observed observed, Policy policy, Version before) {
        return new Pointing(
                        observed,
                        policy,
                        observed.deployment().endpoint().previous(),
                        before,
                        Reason.PREVIOUS_ENDPOINT_FAILED)
                .next(observed.previousEndpoint());
    }

    private static RolloutAction movedByOthers(Observed observed, Optional<Version> before, Optional<Version> serving) {
        return End.of(
                Outcome.REJECTED,
                Reason.FOREIGN_CHANGE,
                "Somebody moved the endpoint %s from version %s to %s while the candidate was tested. To roll out from what is there: slipway adopt, or declare runtime.configurationFrom: latest."
                        .formatted(observed.deployment().endpoint(), Settling.shown(before), Settling.shown(serving)),
                Consequence.HOLD);
    }

    /** The declared alarms that do not exist. */
    static Set<AlarmName> missing(Observed observed) {
        Set<AlarmName> missing = new TreeSet<>(alarms(observed));
        missing.removeAll(observed.alarms().keySet());
        return missing;
    }

    private static List<AlarmName> alarms(Observed observed) {
        return observed.deployment().bake().map(BakeSpec::alarms).orElse(List.of());
    }

    static String shown(Set<AlarmName> alarms) {
        return String.join(", ", alarms.stream().map(AlarmName::value).toList());
    }
}
