package slipway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.target.TargetName;

/**
 * One rollout: what was asked, how far it is, and how it ended. Kept for a year.
 *
 * @param declaration the declaration as it was when the rollout was admitted
 * @param desiredSince when the image became the desired one; push-to-live counts from here
 * @param execution the execution that may act for it
 * @param segment counts its executions, from 1
 */
public record RolloutRecord(
        RolloutId id,
        long revision,
        TargetName target,
        Image image,
        Cause cause,
        String declaration,
        Instant desiredSince,
        Instant startedAt,
        Optional<String> execution,
        int segment,
        Progress progress,
        Optional<Ending> ending,
        List<Entry> timeline) {
    private static final int ENTRIES_KEPT = 300;

    /** A line of the timeline. */
    public record Entry(Instant at, String what) {}

    /**
     * How it ended.
     *
     * @param reason a constant that alarms and people look for
     * @param explanation a sentence with what to do
     * @param serves the version that live serves at the end, where the rollout had to find out
     * @param told whether everybody was told: parameters, event and metric
     */
    public record Ending(
            Outcome outcome,
            String reason,
            String explanation,
            Consequence consequence,
            Optional<Version> serves,
            Instant at,
            boolean told) {

        public Ending afterTelling() {
            return new Ending(outcome, reason, explanation, consequence, serves, at, true);
        }
    }

    public static RolloutRecord admitted(
            RolloutId id,
            TargetName target,
            Image image,
            Cause cause,
            String declaration,
            Instant desiredSince,
            Instant now) {
        return new RolloutRecord(
                id,
                0,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                now,
                Optional.empty(),
                1,
                Progress.none(),
                Optional.empty(),
                List.of(new Entry(now, "admitted")));
    }

    /** The name that its current execution was started under. */
    public String executionName() {
        return id + "-" + cause.inName() + "-" + segment;
    }

    /** Whether anything has happened since it was admitted. */
    public boolean hasBegun() {
        return execution.isPresent() || ending.isPresent() || segment > 1;
    }

    /** Whether it is stuck before it changed anything, or on something that is gone for good. */
    public boolean isStuckForNothing() {
        boolean gone = ending.filter(e -> e.reason().equals("NOT_FOUND")).isPresent();
        boolean untouched = progress.update().isEmpty() && progress.candidate().isEmpty();
        return isStuck() && (untouched || gone);
    }

    public boolean isStuck() {
        return ending.filter(e -> e.outcome() == Outcome.STUCK).isPresent();
    }

    public RolloutRecord withRevision(long next) {
        return new RolloutRecord(
                id,
                next,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                execution,
                segment,
                progress,
                ending,
                timeline);
    }

    public RolloutRecord withExecution(String arn) {
        return new RolloutRecord(
                id,
                revision,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                Optional.of(arn),
                segment,
                progress,
                ending,
                timeline);
    }

    /** The next execution goes on where this one was; an outcome of Stuck is taken back. */
    public RolloutRecord continued() {
        return new RolloutRecord(
                id,
                revision,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                Optional.empty(),
                segment + 1,
                progress,
                ending.filter(e -> e.outcome() != Outcome.STUCK),
                timeline);
    }

    public RolloutRecord withProgress(Progress next) {
        return new RolloutRecord(
                id,
                revision,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                execution,
                segment,
                next,
                ending,
                timeline);
    }

    public RolloutRecord ended(Ending next) {
        return new RolloutRecord(
                id,
                revision,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                execution,
                segment,
                progress,
                Optional.of(next),
                timeline);
    }

    public RolloutRecord noted(Instant at, String what) {
        List<Entry> all = new ArrayList<>(timeline);
        if (all.size() < ENTRIES_KEPT) {
            all.add(new Entry(at, what));
        }
        return new RolloutRecord(
                id,
                revision,
                target,
                image,
                cause,
                declaration,
                desiredSince,
                startedAt,
                execution,
                segment,
                progress,
                ending,
                List.copyOf(all));
    }
}
