package slipway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.target.TargetName;

/** One rollout: what was asked, how far it is, and how it ended. The audit trail, kept for a year. */
public record RolloutRecord(
        RolloutId id,
        long revision,
        Request request,
        Run run,
        Progress progress,
        Optional<Ending> ending,
        List<Entry> timeline) {
    private static final int ENTRIES_KEPT = 300;

    /**
     * What was asked.
     *
     * @param by the person who asked, where one did
     * @param to the version that live is to go back to, where that is what was asked
     * @param configuration the change of the configuration that is to go live, where that is what was asked
     * @param declaration the declaration as it was when the rollout was admitted
     * @param desiredSince when the image became the desired one; push-to-live counts from here
     * @param startedAt when the rollout was admitted
     */
    public record Request(
            TargetName target,
            Image image,
            Cause cause,
            Optional<Caller> by,
            Optional<Version> to,
            Optional<ConfigurationHash> configuration,
            String declaration,
            Instant desiredSince,
            Instant startedAt) {

        /** An image that is to go live. */
        public static Request of(
                TargetName target,
                Image image,
                Cause cause,
                Optional<Caller> by,
                String declaration,
                Instant desiredSince,
                Instant now) {
            return new Request(
                    target, image, cause, by, Optional.empty(), Optional.empty(), declaration, desiredSince, now);
        }

        /** Whether both want the same of the same target, at whatever time and whichever of them noticed first. */
        public boolean asksTheSame(Request other) {
            return target.equals(other.target)
                    && image.equals(other.image)
                    && (cause == other.cause || (cause.isNobodys() && other.cause.isNobodys()))
                    && by.equals(other.by)
                    && to.equals(other.to)
                    && configuration.equals(other.configuration)
                    && declaration.equals(other.declaration);
        }

        private Request admittedAt(Instant time) {
            return new Request(target, image, cause, by, to, configuration, declaration, desiredSince, time);
        }
    }

    /**
     * Who carries it out.
     *
     * @param execution the execution that may act for it
     * @param segment counts its executions, from 1
     * @param seen the revision of the target's state that its present wait was decided on
     */
    public record Run(Optional<String> execution, int segment, long seen) {}

    /** A line of the timeline. */
    public record Entry(Instant at, String what) {}

    /**
     * How it ended.
     *
     * @param reason a constant that alarms and people look for
     * @param explanation a sentence with what to do
     * @param serves the version that live serves at the end, where the rollout had to find out
     * @param oldSessionsUntil until when sessions that began before live's last move may keep the version it had
     * @param told whether everybody was told: parameters, event and metric
     */
    public record Ending(
            Outcome outcome,
            String reason,
            String explanation,
            Consequence consequence,
            Optional<Version> serves,
            Optional<Instant> oldSessionsUntil,
            Instant at,
            boolean told) {

        public Ending afterTelling() {
            return new Ending(outcome, reason, explanation, consequence, serves, oldSessionsUntil, at, true);
        }
    }

    public static RolloutRecord admitted(RolloutId id, Request request) {
        return new RolloutRecord(
                id,
                0,
                request,
                new Run(Optional.empty(), 1, 0),
                Progress.none(),
                Optional.empty(),
                List.of(new Entry(request.startedAt(), "admitted")));
    }

    public TargetName target() {
        return request.target();
    }

    public Image image() {
        return request.image();
    }

    public Cause cause() {
        return request.cause();
    }

    /** Whether it takes live back to a version that it served before: nothing is made. */
    public boolean isReturn() {
        return request.to().isPresent();
    }

    /** The name that its current execution was started under. */
    public String executionName() {
        return id + "-" + cause().inName() + "-" + run.segment();
    }

    /** Whether anything has happened since it was admitted. */
    public boolean hasBegun() {
        return run.execution().isPresent() || ending.isPresent() || run.segment() > 1;
    }

    /** Whether it is stuck before live moved, and before it changed anything or on something that is gone for good. */
    public boolean isStuckForNothing() {
        boolean untouched = progress.update().isEmpty() && progress.candidate().isEmpty();
        return isStuck() && progress.move().isEmpty() && (untouched || isStuckOnWhatIsGone());
    }

    /** Whether it is stuck on something that is gone for good; where live has moved, only a person gives that up. */
    public boolean isStuckOnWhatIsGone() {
        return isStuck() && ending.filter(e -> e.reason().equals("NOT_FOUND")).isPresent();
    }

    public boolean isStuck() {
        return ending.filter(e -> e.outcome() == Outcome.STUCK).isPresent();
    }

    public RolloutRecord withRevision(long next) {
        return new RolloutRecord(id, next, request, run, progress, ending, timeline);
    }

    public boolean isAdmittedBefore(Instant time) {
        return request.startedAt().isBefore(time);
    }

    /** It has not begun yet: it does so then. */
    public RolloutRecord admittedAt(Instant time) {
        return admitted(id, request.admittedAt(time)).withRevision(revision);
    }

    public RolloutRecord withExecution(String arn) {
        Run next = new Run(Optional.of(arn), run.segment(), run.seen());
        return new RolloutRecord(id, revision, request, next, progress, ending, timeline);
    }

    /** The next execution goes on where this one was; an outcome of Stuck is taken back. */
    public RolloutRecord continued() {
        Run next = new Run(Optional.empty(), run.segment() + 1, run.seen());
        Optional<Ending> kept = ending.filter(e -> e.outcome() != Outcome.STUCK);
        return new RolloutRecord(id, revision, request, next, progress, kept, timeline);
    }

    /** A person lets it go on: what it was stuck on may be gone, so that going back has its whole time again. */
    public RolloutRecord resumed(Instant now) {
        return continued().withProgress(progress.withWayBackAnew(now));
    }

    /** It waits for longer; who writes the target's state after this revision wakes it. */
    public RolloutRecord waiting(long seen) {
        Run next = new Run(run.execution(), run.segment(), seen);
        return new RolloutRecord(id, revision, request, next, progress, ending, timeline);
    }

    public RolloutRecord withProgress(Progress next) {
        return new RolloutRecord(id, revision, request, run, next, ending, timeline);
    }

    public RolloutRecord ended(Ending next) {
        return new RolloutRecord(id, revision, request, run, progress, Optional.of(next), timeline);
    }

    /** It has not ended after all, though it was about to. */
    public RolloutRecord goingOn() {
        return new RolloutRecord(id, revision, request, run, progress, Optional.empty(), timeline);
    }

    public RolloutRecord noted(Instant at, String what) {
        List<Entry> all = new ArrayList<>(timeline);
        if (all.size() < ENTRIES_KEPT) {
            all.add(new Entry(at, what));
        }
        return new RolloutRecord(id, revision, request, run, progress, ending, List.copyOf(all));
    }
}
