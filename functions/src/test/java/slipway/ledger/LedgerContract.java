package slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.image.Repository;
import slipway.image.Samples;
import slipway.ledger.DriftRecord.Attempt;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Progress.Aftermath;
import slipway.ledger.Progress.Approval;
import slipway.ledger.Progress.Bake;
import slipway.ledger.Progress.Base;
import slipway.ledger.Progress.Candidate;
import slipway.ledger.Progress.Compensation;
import slipway.ledger.Progress.Move;
import slipway.ledger.Progress.Tests;
import slipway.ledger.Progress.Update;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Pin;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.TargetState.Waiting;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.AlarmName;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** What every implementation of {@link Ledger} does; run against the fake, and against the local cloud. */
public abstract class LedgerContract {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final RuntimeId RUNTIME = new RuntimeId("support-0123456789");
    private static final RolloutId ROLLOUT = RolloutId.of(SUPPORT, 7);
    private static final Caller PERSON =
            new Caller("arn:aws:sts::111122223333:assumed-role/Operators/somebody@example.com");
    private static final Instant NOON = Samples.NOON.plusNanos(123_456_789);

    /** What is tested, with nothing in it. */
    protected abstract Ledger ledger();

    @Test
    void keepsAConfigurationAndTakesTheNewerSeal() {
        ConfigurationHash hash = new ConfigurationHash("a".repeat(64));
        assertThat(ledger().configuration(hash)).isEmpty();
        ledger().keep(new Configuration(hash, "sealed once", NOON));
        Configuration again = new Configuration(hash, "sealed twice", NOON.plusSeconds(60));
        ledger().keep(again);
        assertThat(ledger().configuration(hash)).contains(again);
    }

    @Test
    void whatWasNeverWrittenIsBlank() {
        assertThat(ledger().target(SUPPORT)).isEqualTo(TargetState.blank(SUPPORT));
        assertThat(ledger().runtime(RUNTIME)).isEqualTo(RuntimeState.blank(RUNTIME));
        assertThat(ledger().rollout(ROLLOUT)).isEmpty();
        assertThat(ledger().verdict(ROLLOUT, "candidate", 1)).isEmpty();
        assertThat(ledger().parked(ROLLOUT)).isEmpty();
        assertThat(ledger().following(Samples.SUPPORT)).isEmpty();
    }

    @Test
    void aStateThatSaysLittleComesBackAsItWas() {
        TargetState target = ledger().save(TargetState.blank(SUPPORT));
        assertThat(target.revision()).isEqualTo(1);
        assertThat(ledger().target(SUPPORT)).isEqualTo(target);

        RuntimeState runtime = ledger().save(RuntimeState.blank(RUNTIME));
        assertThat(ledger().runtime(RUNTIME)).isEqualTo(runtime);

        RolloutRecord rollout = ledger().save(admitted());
        assertThat(ledger().rollout(ROLLOUT)).contains(rollout);
    }

    @Test
    void aStateThatSaysEverythingComesBackAsItWas() {
        TargetState target = ledger().save(full());
        assertThat(ledger().target(SUPPORT)).isEqualTo(target);

        RuntimeState runtime = ledger().save(RuntimeState.blank(RUNTIME)
                .lockedBy(ROLLOUT, NOON)
                .usedBy(RolloutId.of(SUPPORT, 8))
                .withMade(new Version(12), ROLLOUT)
                .withMade(new Version(3), RolloutId.of(SUPPORT, 1)));
        assertThat(ledger().runtime(RUNTIME)).isEqualTo(runtime);

        RolloutRecord rollout = ledger().save(ended());
        assertThat(ledger().rollout(ROLLOUT)).contains(rollout);
    }

    @Test
    void aWriteFromAStaleReadIsRefusedAndChangesNothing() {
        TargetState read = ledger().save(TargetState.blank(SUPPORT));
        TargetState first = ledger().save(read.withDeclaration(Optional.of("first")));

        assertThatThrownBy(() -> ledger().save(read.withDeclaration(Optional.of("second"))))
                .isInstanceOf(LedgerConflict.class);
        assertThat(ledger().target(SUPPORT)).isEqualTo(first);
    }

    @Test
    void whatIsThereIsNotMadeAgain() {
        TargetState target = ledger().save(TargetState.blank(SUPPORT).withDeclaration(Optional.of("first")));
        RuntimeState runtime = ledger().save(RuntimeState.blank(RUNTIME));
        RolloutRecord rollout = ledger().save(admitted());

        assertThatThrownBy(() -> ledger().save(TargetState.blank(SUPPORT))).isInstanceOf(LedgerConflict.class);
        assertThatThrownBy(() -> ledger().save(RuntimeState.blank(RUNTIME))).isInstanceOf(LedgerConflict.class);
        assertThatThrownBy(() -> ledger().save(admitted())).isInstanceOf(LedgerConflict.class);
        assertThat(ledger().target(SUPPORT)).isEqualTo(target);
        assertThat(ledger().runtime(RUNTIME)).isEqualTo(runtime);
        assertThat(ledger().rollout(ROLLOUT)).contains(rollout);
    }

    @Test
    void aRevisionThatWasNeverWrittenIsRefused() {
        assertThatThrownBy(() -> ledger().save(TargetState.blank(SUPPORT).withRevision(3)))
                .isInstanceOf(LedgerConflict.class);
        assertThat(ledger().target(SUPPORT)).isEqualTo(TargetState.blank(SUPPORT));
    }

    @Test
    void theRuntimeLockIsTakenByOneOfTwo() {
        RuntimeState free = ledger().save(RuntimeState.blank(RUNTIME));
        ledger().save(free.lockedBy(ROLLOUT, NOON));

        assertThatThrownBy(() -> ledger().save(free.lockedBy(RolloutId.of(SUPPORT, 8), NOON)))
                .isInstanceOf(LedgerConflict.class);
        assertThat(ledger().runtime(RUNTIME).lockedBy(ROLLOUT)).isTrue();
    }

    @Test
    void theFirstVerdictStays() {
        VerdictRecord first = verdict(1, Finding.PASSED);
        ledger().keep(first);
        ledger().keep(verdict(1, Finding.AGENT_FAILED));
        ledger().keep(verdict(2, Finding.AGENT_FAILED));

        assertThat(ledger().verdict(ROLLOUT, "candidate", 1)).contains(first);
        assertThat(ledger().verdict(ROLLOUT, "candidate", 2)).contains(verdict(2, Finding.AGENT_FAILED));
        assertThat(ledger().verdict(ROLLOUT, "live", 1)).isEmpty();
        assertThat(ledger().rollout(ROLLOUT)).isEmpty();
    }

    @Test
    void aLongTimelineFitsIntoOneItem() {
        RolloutRecord rollout = admitted();
        for (int entry = 0; entry < 400; entry++) {
            rollout = rollout.noted(NOON.plusSeconds(entry), "ä \"quoted\" ".repeat(20) + entry);
        }
        RolloutRecord saved = ledger().save(rollout);
        assertThat(ledger().rollout(ROLLOUT)).contains(saved);
    }

    @Test
    void aRepositoryHasTheTargetsThatFollowItEachOnce() {
        Repository other = new Repository("111122223333", "us-east-1", "agents/support");
        TargetName billing = new TargetName("billing");
        ledger().follow(Samples.SUPPORT, SUPPORT);
        ledger().follow(Samples.SUPPORT, SUPPORT);
        ledger().follow(Samples.SUPPORT, billing);
        assertThat(ledger().following(Samples.SUPPORT)).containsExactlyInAnyOrder(SUPPORT, billing);
        assertThat(ledger().following(other)).isEmpty();

        ledger().unfollow(Samples.SUPPORT, billing);
        ledger().unfollow(other, SUPPORT);
        assertThat(ledger().following(Samples.SUPPORT)).containsExactly(SUPPORT);
    }

    @Test
    void anAlarmHasTheTargetsThatWatchItAndEveryDeclaredTargetIsListed() {
        AlarmName alarm = new AlarmName("support errors #1");
        ledger().watch(alarm, SUPPORT);
        ledger().watch(alarm, SUPPORT);
        ledger().declared(SUPPORT);
        assertThat(ledger().watching(alarm)).containsExactly(SUPPORT);
        assertThat(ledger().watching(new AlarmName("another"))).isEmpty();
        assertThat(ledger().targets()).containsExactly(SUPPORT);

        ledger().unwatch(alarm, SUPPORT);
        ledger().undeclared(SUPPORT);
        assertThat(ledger().watching(alarm)).isEmpty();
        assertThat(ledger().targets()).isEmpty();
    }

    @Test
    void theLastTokenOfAWaitIsTheOneThatWakesIt() {
        ledger().park(ROLLOUT, "first");
        ledger().park(ROLLOUT, "second");
        assertThat(ledger().parked(ROLLOUT)).contains("second");
    }

    @Test
    void targetsComeInPagesByTheirNames() {
        assertThat(ledger().targets(Optional.empty(), 2)).isEmpty();
        List<TargetName> all = List.of(new TargetName("a"), new TargetName("a-b"), new TargetName("a1"), SUPPORT);
        all.reversed().forEach(ledger()::declared);
        assertThat(ledger().targets(Optional.empty(), 2)).isEqualTo(all.subList(0, 2));
        assertThat(ledger().targets(Optional.of(all.get(1)), 2)).isEqualTo(all.subList(2, 4));
        assertThat(ledger().targets(Optional.of(all.get(2)), 2)).containsExactly(SUPPORT);
        assertThat(ledger().targets(Optional.of(new TargetName("t")), 2)).isEmpty();
    }

    @Test
    void whatTheDriftCheckSawComesBackAsItWasAndIsNotWrittenOver() {
        assertThat(ledger().drift(SUPPORT)).isEqualTo(DriftRecord.blank(SUPPORT));
        Standing told = Standing.begun(
                new slipway.ledger.Finding(DriftReason.HELD_TOO_LONG, "hold", "Held \"for\" long."), NOON);
        Standing healed = Standing.begun(
                        new slipway.ledger.Finding(DriftReason.LIVE_MOVED, "support/live", "Moved."), NOON)
                .healed(new Attempt(NOON, "e".repeat(64)));
        DriftRecord blank = ledger().drift(SUPPORT);
        DriftRecord saved = ledger().save(blank.checked(NOON, List.of(told, healed)));
        assertThat(ledger().drift(SUPPORT)).isEqualTo(saved);
        assertThat(ledger().target(SUPPORT)).isEqualTo(TargetState.blank(SUPPORT));
        assertThatThrownBy(() -> ledger().save(blank.checked(NOON, List.of()))).isInstanceOf(LedgerConflict.class);
    }

    @Test
    void theSweepIsMovedOnByOneOfTwo() {
        assertThat(ledger().sweep()).isEqualTo(Sweep.blank());
        Sweep begun = ledger().save(Sweep.blank().underWay(NOON));
        Sweep past = ledger().save(begun.past(SUPPORT, List.of(DriftReason.ORPHAN, DriftReason.LIVE_MOVED)));
        assertThat(ledger().sweep()).isEqualTo(past);
        assertThatThrownBy(() -> ledger().save(begun.finished(NOON))).isInstanceOf(LedgerConflict.class);
        Sweep finished = ledger().save(past.finished(NOON));
        assertThat(ledger().sweep()).isEqualTo(finished);
    }

    @Test
    void theLastRebuildStandsAndEachTargetsLastOne() {
        assertThat(ledger().rebuild()).isEmpty();
        Rebuild begun = new Rebuild(NOON, PERSON, true, 2, Optional.empty());
        ledger().keep(begun);
        ledger().keep(begun.finished(NOON.plusSeconds(5)));
        assertThat(ledger().rebuild()).contains(begun.finished(NOON.plusSeconds(5)));

        TargetName billing = new TargetName("billing");
        Rebuilt whole = new Rebuilt(
                SUPPORT,
                NOON,
                Rebuilt.Result.REBUILT,
                Optional.of(Samples.image("1.4.2", "a")),
                Optional.of(Samples.image("1.4.1", "b")),
                Optional.of(new Version(3)),
                7,
                Optional.of("Rebuilt: it was lost."),
                List.of(new Gap("It is held.", "slipway release support.")));
        ledger().keep(Rebuilt.unchanged(SUPPORT, NOON, Rebuilt.Result.KNOWN, List.of()));
        ledger().keep(whole);
        ledger().keep(Rebuilt.unchanged(billing, NOON, Rebuilt.Result.NEW, List.of()));
        assertThat(ledger().rebuilt())
                .containsExactly(Rebuilt.unchanged(billing, NOON, Rebuilt.Result.NEW, List.of()), whole);
    }

    private static VerdictRecord verdict(int attempt, Finding finding) {
        return new VerdictRecord(
                ROLLOUT,
                "candidate",
                new Version(4),
                attempt,
                finding,
                "said \"ok\"",
                List.of(new VerdictRecord.Sample(200, 31, ""), new VerdictRecord.Sample(500, 7, "a\\nb")),
                NOON);
    }

    private static RolloutRecord admitted() {
        return RolloutRecord.admitted(
                ROLLOUT,
                new Request(
                        SUPPORT,
                        Samples.image("1.4.2", "a"),
                        Cause.ROLLBACK,
                        Optional.of(PERSON),
                        Optional.of(new Version(3)),
                        Optional.of(new ConfigurationHash("c".repeat(64))),
                        "{\"schema\": 1}",
                        NOON,
                        NOON));
    }

    private static RolloutRecord ended() {
        Base base = new Base(new Version(3), Optional.of(new Version(2)), Optional.empty());
        Progress progress = Progress.none()
                .withRuntime(RUNTIME)
                .withUpdate(base, new Update(new Version(3), "token", NOON, Optional.of("hash")))
                .withCandidate(
                        base,
                        new Candidate(
                                new Version(4),
                                true,
                                false,
                                "hash",
                                List.of("/environmentVariables/A"),
                                Duration.ofHours(8)))
                .withProof(Proof.UNPROVEN)
                .withApproval(new Approval(NOON, NOON, Optional.of(new Answer(ROLLOUT, true, PERSON, "good", NOON))))
                .withBlocked(NOON)
                .withBake(new Bake(NOON, NOON, new Traffic(9, 8, 7, 6, 5.5, 4)))
                .withAftermath(new Aftermath(Aftermath.Stage.PRUNE, Optional.of(new Version(5))))
                .withMove(new Move(Optional.empty(), new Version(4), NOON, true))
                .withCompensation(new Compensation("REASON", "Explained.", NOON, Optional.of(NOON)))
                .withTests(new Tests(3, 2, Optional.of(NOON), 1))
                .withStumbles(9);
        return admitted()
                .withExecution("arn:aws:states:eu-central-1:111122223333:execution:m:support-7-push-1")
                .withProgress(progress)
                .ended(new Ending(
                        Outcome.ROLLED_BACK,
                        "REASON",
                        "Explained.",
                        Consequence.VETO,
                        Optional.of(new Version(2)),
                        Optional.of(NOON),
                        NOON,
                        true));
    }

    private static TargetState full() {
        TargetState blank = TargetState.blank(SUPPORT);
        Served served = new Served(
                "support/live", Samples.image("1.4.1", "b"), new Version(2), "hash", Proof.ADOPTED, NOON.plusNanos(1));
        return blank.withDeclaration(Optional.of("{\"schema\":1,\"text\":\"äöü \\u0000 \\\"\"}"))
                .withFollowing(blank.following()
                        .withNewest(new Newest(Samples.image("1.4.2", "a"), NOON))
                        .withPin(Optional.of(new Pin(Samples.image("1.4.0", "c"), "arn:somebody", NOON)))
                        .withSeenWrites(Long.MAX_VALUE))
                .withClaim(blank.claim()
                        .taken(ROLLOUT)
                        .withWaiting(Optional.of(new Waiting(Samples.image("1.4.3", "d"), Cause.RETRY, NOON))))
                .withServing(blank.serving()
                        .promoted(served)
                        .promoted(new Served(
                                "support/live", Samples.image("1.4.2", "a"), new Version(10), "", Proof.PASSED, NOON))
                        .withGuarded(List.of(Samples.image("1.4.2", "a"))))
                .withRestraint(blank.restraint()
                        .withHold(Optional.of(new Hold(Hold.Kind.PERSON, "version 9", Optional.of(PERSON), NOON)))
                        .withVeto(new Veto(Samples.digest("e"), ROLLOUT, "", NOON)))
                .withOrders(Orders.none()
                        .withAnswer(new Answer(ROLLOUT, false, PERSON, "bad", NOON))
                        .withAbort(Optional.of(new Orders.Abort(ROLLOUT, PERSON, "why", NOON)))
                        .withRollback(Optional.of(new Orders.GoBack(Optional.of(new Version(2)), PERSON, "why", NOON)))
                        .withAdoption(Optional.of(new Orders.Adoption(new Version(9), PERSON, NOON)))
                        .withRing(new Orders.Ring(new AlarmName("support errors"), ROLLOUT, NOON)))
                .decided(new Decision(NOON, "Started", "", "why"));
    }
}
