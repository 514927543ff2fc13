package slipway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.events.EventFolder;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.ledger.Progress.Aftermath;
import slipway.ledger.Progress.Aftermath.Stage;
import slipway.ledger.Progress.Tests;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.VerdictRecord.Finding;
import slipway.ledger.VerdictRecord.Sample;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** Rollouts as people look at them, together with every part that a record may have. */
final class RecordSamples {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final RolloutId ID = RolloutId.of(SUPPORT, 7);
    private static final Image IMAGE = Samples.image("1.4.2", "a");
    private static final Caller PERSON = new Caller("arn:aws:sts::111122223333:assumed-role/Operators/somebody");
    private static final Version OLD = new Version(3);
    private static final Version NEW = new Version(4);
    private static final Progress.Base BASE = new Progress.Base(
            OLD,
            Optional.of(OLD),
            Optional.of(new Progress.Left(Optional.of(Samples.image("1.4.1", "b")), Duration.ofHours(8))));

    private RecordSamples() {}

    /** A rollout with the verdicts of its smoke tests. */
    record Shown(RolloutRecord rollout, List<VerdictRecord> verdicts) {}

    /** Each under its sample's name. */
    static Map<String, Shown> all() {
        Map<String, Shown> all = new LinkedHashMap<>();
        all.put("admitted", new Shown(admitted(Cause.PUSH, Optional.empty(), Optional.empty()), List.of()));
        all.put("promoted-after-approval-and-bake", promoted());
        all.put("rejected-by-its-smoke-test", rejected());
        all.put("rolled-back-by-itself", rolledBack());
        all.put("rollback-of-a-person", rollback());
        all.put("configuration-of-a-stack", configuration());
        return all;
    }

    private static Shown promoted() {
        Progress progress = made().withProof(Proof.PASSED)
                .withApproval(new Progress.Approval(at(40), at(40 + 72 * 3600), Optional.empty())
                        .answered(new Orders.Answer(ID, true, PERSON, "looked at the answers", at(300))))
                .withBlocked(at(301))
                .withMove(new Progress.Move(Optional.of(OLD), NEW, at(400), false).taken())
                .withBake(new Progress.Bake(at(410), at(410 + 900), new Traffic(1200, 6, 0, 80, 960_000.5, 1194)))
                .withAftermath(new Aftermath(Stage.DONE, Optional.empty()));
        String explanation = "The smoke test passed on version 4 and live serves it.";
        return new Shown(
                started(Cause.PUSH, progress)
                        .noted(at(1310), "live served version 4 for 15 minutes within its bounds")
                        .ended(ending(Outcome.PROMOTED, "PROVEN", explanation, Consequence.NONE, NEW)),
                List.of(
                        verdict("candidate", 1, Finding.PASSED, "1 right answer, the slowest in 1840 ms", 200),
                        verdict("live", 1, Finding.PASSED, "1 right answer, the slowest in 1210 ms", 200)));
    }

    private static Shown rejected() {
        String reason = "the agent answered with status 500 instead of 200";
        Progress progress = made().withTests(new Tests(1, 1, Optional.empty(), 1).nextCandidate(at(30)))
                .withAftermath(new Aftermath(Stage.RESTORE, Optional.of(new Version(5))));
        RolloutRecord rollout = started(Cause.CONTINUATION, progress);
        Ending ending = new Ending(
                Outcome.REJECTED,
                "SMOKE_TEST_FAILED",
                reason,
                Consequence.VETO,
                Optional.empty(),
                Optional.empty(),
                at(1310),
                false);
        return new Shown(
                rollout.ended(ending),
                List.of(
                        new VerdictRecord(
                                ID, "candidate", NEW, 1, Finding.COULD_NOT_ASK, "throttled", List.of(), at(25)),
                        verdict("candidate", 2, Finding.AGENT_FAILED, reason, 500)));
    }

    private static Shown rolledBack() {
        String explanation = "Live answered with status 500 after the move; it serves version 3 again.";
        Progress progress = made().withProof(Proof.PASSED)
                .withMove(new Progress.Move(Optional.of(OLD), NEW, at(400), true))
                .withCompensation(new Progress.Compensation("LIVE_FAILED", explanation, at(420), Optional.of(at(422))));
        return new Shown(
                started(Cause.RETRY, progress)
                        .ended(ending(Outcome.ROLLED_BACK, "LIVE_FAILED", explanation, Consequence.VETO, OLD)),
                List.of(
                        verdict("candidate", 1, Finding.PASSED, "1 right answer, the slowest in 1840 ms", 200),
                        verdict("live", 1, Finding.AGENT_FAILED, "the agent answered with status 500", 500)));
    }

    private static Shown rollback() {
        return new Shown(admitted(Cause.ROLLBACK, Optional.of(PERSON), Optional.of(OLD)), List.of());
    }

    private static Shown configuration() {
        Caller stack = new Caller("arn:aws:cloudformation:eu-central-1:111122223333:stack/support-agent/4f2c9d10");
        Request asked = new Request(
                SUPPORT,
                IMAGE,
                Cause.CONFIGURATION,
                Optional.of(stack),
                Optional.empty(),
                Optional.of(new ConfigurationHash("9".repeat(64))),
                declaration(),
                at(-2),
                at(0));
        return new Shown(RolloutRecord.admitted(ID, asked).withProgress(made()), List.of());
    }

    private static RolloutRecord started(Cause cause, Progress progress) {
        return admitted(cause, Optional.empty(), Optional.empty())
                .withExecution(
                        "arn:aws:states:eu-central-1:111122223333:execution:slipway-local-rollout:support-7-push-1")
                .withProgress(progress)
                .noted(at(12), "version 4 is made");
    }

    private static RolloutRecord admitted(Cause cause, Optional<Caller> by, Optional<Version> to) {
        return RolloutRecord.admitted(
                ID, new Request(SUPPORT, IMAGE, cause, by, to, Optional.empty(), declaration(), at(-2), at(0)));
    }

    private static String declaration() {
        return EventFolder.json(EventFolder.named("declaration").path().resolve("accepted/least-that-rolls-out.json"))
                .toString();
    }

    private static Progress made() {
        List<String> changes = List.of("/agentRuntimeArtifact/containerConfiguration/containerUri");
        return Progress.none()
                .withRuntime(new RuntimeId("support-0123456789"))
                .withUpdate(BASE, new Progress.Update(OLD, "d".repeat(64), at(10), Optional.of("c".repeat(64))))
                .withCandidate(
                        BASE,
                        new Progress.Candidate(NEW, true, false, "c".repeat(64), changes, Duration.ofHours(8))
                                .readBack("c".repeat(64)));
    }

    private static Ending ending(
            Outcome outcome, String reason, String explanation, Consequence consequence, Version serves) {
        Instant oldSessionsUntil = at(400 + 8 * 3600);
        return new Ending(
                outcome,
                reason,
                explanation,
                consequence,
                Optional.of(serves),
                Optional.of(oldSessionsUntil),
                at(1310),
                true);
    }

    private static VerdictRecord verdict(String endpoint, int attempt, Finding finding, String reason, int status) {
        List<Sample> samples =
                List.of(new Sample(status, 1840, "{\"answer\": \"Choose \\u201cForgot password\\u201d.\"}"));
        return new VerdictRecord(ID, endpoint, NEW, attempt, finding, reason, samples, at(39));
    }

    private static Instant at(int seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }
}
