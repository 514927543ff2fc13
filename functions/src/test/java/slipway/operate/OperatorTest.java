package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.failure.AwsFailure;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.image.Tag;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Orders.Abort;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.ledger.TargetState.Veto;
import slipway.operate.Desk.Reply;

class OperatorTest {
    private static final String FREEZE = "'reason': 'freeze'";

    private final Desk desk = Desk.declared();

    // pin and unpin

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "sha256:%s", "1.0.0@sha256:%s"})
    void aPinRollsTheImageOutAndIsPublished(String name) {
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.PROMOTED, "PROVEN");
        Image image = desk.push("1.0.0", "a");

        Reply reply = pin(name.formatted("a".repeat(64)));

        assertThat(reply.changed()).isTrue();
        assertThat(reply.did()).isEqualTo("Pinned to 1.0.0 (aaaaaaaaaaaa). support-2 has started.");
        assertThat(reply.body().path("rollout").asText()).isEqualTo("support-2");
        assertThat(desk.rollout().image()).isEqualTo(image);
        assertThat(desk.rollout().cause()).isEqualTo(Cause.PIN);
        assertThat(desk.rollout().request().by().orElseThrow().arn()).isEqualTo(Desk.ALICE);
        assertThat(desk.parameters.get(desk.names.desiredImage(Desk.SUPPORT))).contains(image.uri());
        assertThat(desk.decisions()).contains("Pinned " + image.uri());
    }

    @Test
    void aDigestIsPinnedUnderTheTagThatItCameUnder() {
        desk.served(desk.push("2.0.0", "a"));
        desk.push("alias", "a");
        desk.push("2.0.0", "b");
        pin("sha256:" + "a".repeat(64));
        assertThat(desk.state().following().desired()).contains(Samples.image("2.0.0", "a"));
    }

    @Test
    void aDigestIsNotPinnedUnderATagOfSlipwaysOwnIfItHasAnother() {
        desk.push("slipway-live-support", "a");
        desk.push("x-1", "a");
        pin("sha256:" + "a".repeat(64));
        assertThat(desk.state().following().desired()).contains(Samples.image("x-1", "a"));
    }

    @Test
    void anImageThatIsNotThereIsNotPinned() {
        desk.push("1.0.0", "a");
        desk.push("1.0.1", "b");
        assertRefused(pin("1.0.2"), 409, "NO_SUCH_IMAGE", "agents/support has no tag 1.0.2");
        assertThat(pin("1.0.2").choices()).containsExactly("1.0.0", "1.0.1");
        assertRefused(pin("sha256:" + "c".repeat(64)), 409, "NO_SUCH_IMAGE", "does not hold this digest");
        assertRefused(
                pin("1.0.0@sha256:" + "b".repeat(64)), 409, "NO_SUCH_IMAGE", "is on sha256:" + "a".repeat(64) + " now");
        desk.push("1.0.1", "d");
        assertRefused(pin("sha256:" + "b".repeat(64)), 409, "NO_SUCH_IMAGE", "The image has no tag");
        assertThat(desk.state().following().pin()).isEmpty();
    }

    @Test
    void aSecondPinOfTheSameImageChangesNothing() {
        desk.push("1.0.0", "a");
        pin("1.0.0");
        Reply again = desk.order(Desk.BOB, "pin", "'image': '1.0.0'");
        assertThat(again.changed()).isFalse();
        assertThat(again.did())
                .contains("pinned to 1.0.0 (aaaaaaaaaaaa) already")
                .contains("alice");
        assertThat(again.body().path("rollout").asText()).isEqualTo("support-1");
    }

    @Test
    void aPinLiftsTheVetoOfItsDigest() {
        Image image = desk.push("1.0.0", "a");
        veto(image);
        pin("1.0.0");
        assertThat(desk.state().restraint().vetoes()).isEmpty();
        assertThat(desk.rollout().image()).isEqualTo(image);
    }

    @Test
    void aPinWaitsForARolloutOfAnotherImage() {
        desk.rollOut("1.1.0", "b");
        desk.push("1.0.0", "a");
        assertThat(pin("1.0.0").did()).endsWith("1.0.0 (aaaaaaaaaaaa) waits for support-1 to end.");
    }

    @Test
    void aPinOfATargetThatIsHeldSaysThatNothingRollsOut() {
        desk.order("hold", FREEZE);
        desk.push("1.0.0", "a");
        assertThat(pin("1.0.0").did()).endsWith("nothing rolls out until: slipway release support.");
        assertThat(desk.executions.running()).isEmpty();
    }

    @Test
    void whatSomebodyWroteAndNobodyLookedAtIsNotOverwrittenByAPin() {
        String parameter = desk.names.desiredImage(Desk.SUPPORT);
        desk.parameters.as("arn:aws:iam::111122223333:user/somebody").put(parameter, "another");
        desk.push("1.0.0", "a");
        pin("1.0.0");
        assertThat(desk.parameters.get(parameter)).contains("another");
    }

    @Test
    void anUnpinnedTargetFollowsTheNewestImageAgain() {
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.PROMOTED, "PROVEN");
        desk.push("1.0.0", "a");
        pin("1.0.0");
        desk.end(Outcome.PROMOTED, "PROVEN");

        Reply reply = desk.order("unpin", "");

        assertThat(reply.did()).contains("it follows 1.1.0 (bbbbbbbbbbbb)").endsWith("support-3 has started.");
        assertThat(desk.rollout().cause()).isEqualTo(Cause.RELEASE);
        assertThat(desk.parameters.get(desk.names.desiredImage(Desk.SUPPORT)))
                .contains(Samples.image("1.1.0", "b").uri());
        assertRefused(desk.order("unpin", ""), 409, "NOT_PINNED", "It is not pinned");
    }

    @Test
    void aPublishOnlyTargetIsPinnedToo() {
        desk.declare(Desk.SUPPORT, Desk.publishOnly());
        desk.push("1.0.0", "a");
        assertThat(pin("1.0.0").changed()).isTrue();
        assertThat(desk.parameters.get(desk.names.imageTag(Desk.SUPPORT))).contains("1.0.0");
        assertThat(desk.executions.running()).isEmpty();
    }

    // approve and reject

    @ParameterizedTest
    @CsvSource({"approve, true, Approved", "reject, false, Rejected"})
    void anAnswerIsForTheRolloutThatAsked(String verb, boolean approved, String decision) {
        desk.waiting();
        desk.ledger.park(Desk.FIRST, "token");
        Reply reply = desk.order(verb, "'rollout': 'support-1', 'reason': 'reviewed'");
        assertThat(reply.changed()).isTrue();
        Answer answer = desk.state().orders().answer(Desk.FIRST).orElseThrow();
        assertThat(answer.approved()).isEqualTo(approved);
        assertThat(answer.by().arn()).isEqualTo(Desk.ALICE);
        assertThat(answer.reason()).isEqualTo("reviewed");
        assertThat(answer.at()).isEqualTo(desk.now);
        assertThat(desk.decisions()).startsWith(decision + " support-1");
        assertThat(desk.executions.woken()).containsExactly("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject"})
    void anAnswerStands(String second) {
        desk.waiting();
        desk.order("approve", "'rollout': 'support-1'");
        Reply reply = desk.order(Desk.BOB, second, "'rollout': 'support-1', " + FREEZE);
        assertRefused(reply, 409, "ALREADY_ANSWERED", "support-1 was approved at " + desk.now);
        assertThat(reply.message()).contains("alice");
        assertThat(desk.state().orders().answer(Desk.FIRST).orElseThrow().approved())
                .isTrue();
    }

    @Test
    void anAnswerThatTheRolloutHasTakenStandsToo() {
        desk.waiting();
        Answer taken = new Answer(Desk.FIRST, false, new Caller(Desk.BOB), "no", desk.now);
        desk.progress(p -> p.withApproval(p.approval().orElseThrow().answered(taken)));
        assertRefused(desk.order("approve", "'rollout': 'support-1'"), 409, "ALREADY_ANSWERED", "was rejected at");
    }

    @Test
    void aRolloutThatDoesNotWaitSaysWhatItDoesInstead() {
        desk.rollOut("1.1.0", "b");
        assertRefused(approve(), 409, "NOT_WAITING", "support-1 does not wait for approval: it is making.");
        desk.end(Outcome.PROMOTED, "PROVEN");
        assertRefused(approve(), 409, "NOT_WAITING", "it ended at " + desk.now + ": Promoted, PROVEN");
        assertThat(desk.state().orders().answer()).isEmpty();
    }

    @Test
    void aQuestionThatExpiredIsNotAnswered() {
        desk.waiting();
        desk.now = desk.now.plus(Duration.ofHours(1));
        assertRefused(approve(), 409, "NOT_WAITING", "expired unanswered");
    }

    @Test
    void aRolloutThatIsToEndIsNotApproved() {
        desk.waiting();
        desk.order("abort", FREEZE);
        assertRefused(approve(), 409, "NOT_WAITING", "it was told to end at");
    }

    @Test
    void aRolloutOfAnotherTargetIsUnknownHere() {
        desk.waiting();
        Reply reply = desk.order("approve", "'rollout': 'concierge-1'");
        assertRefused(reply, 404, "UNKNOWN_ROLLOUT", "support has no rollout concierge-1");
        assertThat(reply.choices()).containsExactly("support-1");
    }

    // abort

    @Test
    void anAbortIsAnOrderForTheRolloutUnderWay() {
        desk.rollOut("1.1.0", "b");
        Reply reply = desk.order("abort", FREEZE);
        assertThat(reply.did()).isEqualTo("support-1 was told to end: live stays where it is.");
        assertThat(desk.state().orders().abort(Desk.FIRST).map(Abort::reason)).contains("freeze");
        assertThat(desk.order("abort", FREEZE).changed()).isFalse();
        assertThat(desk.decisions()).startsWith("AbortOrdered support-1");
    }

    @Test
    void anAbortAfterLiveMovedSaysThatLiveGoesBack() {
        desk.moved();
        assertThat(desk.order("abort", FREEZE).did()).contains("live goes back");
    }

    @Test
    void anAbortNeedsARollout() {
        assertRefused(desk.order("abort", FREEZE), 409, "NOTHING_UNDER_WAY", "No rollout is under way");
    }

    @Test
    void anAbortOfARolloutThatIsStuckLetsItGoOnToItsEnd() {
        desk.moved();
        stuckHalfWay();
        desk.order("abort", FREEZE);
        assertThat(desk.executions.running()).containsExactly("support-1-push-2");
        assertThat(desk.state().orders().abort(Desk.FIRST)).isPresent();
    }

    @Test
    void anAbortOfARolloutThatIsStuckAgainLetsItGoOnAgain() {
        desk.moved();
        stuckHalfWay();
        desk.order("abort", FREEZE);
        desk.end(Outcome.STUCK, "ROLLBACK_FAILED");
        assertThat(desk.order("abort", FREEZE).did()).startsWith("support-1 was stuck, and ends.");
        assertThat(desk.executions.running()).containsExactly("support-1-push-3");
    }

    @Test
    void anAbortGivesUpARolloutThatIsStuckOnWhatIsGoneAndSaysWhereLiveIs() {
        desk.moved();
        Image image = desk.rollout().image();
        desk.end(Outcome.STUCK, "NOT_FOUND");
        assertThat(desk.order("abort", FREEZE).did()).contains("is given up; live stays where it is");
        assertThat(desk.state().claim().active()).isEmpty();
        assertThat(desk.state().restraint().veto(image.digest())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAbortOfARolloutThatIsStuckNeedsNoDeclaration(boolean declared) {
        desk.moved();
        stuckHalfWay();
        desk.ledger.save(desk.state().withDeclaration(declared ? Optional.of(Desk.publishOnly()) : Optional.empty()));
        assertThat(desk.order("abort", FREEZE).did()).contains("was stuck, and ends");
        assertThat(desk.executions.running()).containsExactly("support-1-push-2");
    }

    @Test
    void anAbortAfterTheEndNamesTheRollback() {
        desk.moved();
        ending(Outcome.PROMOTED, "PROVEN");
        Reply reply = desk.order("abort", FREEZE);
        assertRefused(reply, 409, "NOTHING_UNDER_WAY", "support-1 has ended already: Promoted, PROVEN.");
        assertThat(reply.message()).contains("slipway rollback support");
        assertThat(desk.state().orders().abort()).isEmpty();
    }

    @Test
    void anAbortGivesUpARolloutThatIsStuckAndHasChangedNothing() {
        Image image = desk.rollOut("1.1.0", "b").image();
        desk.end(Outcome.STUCK, "NOT_OPTED_IN");
        Reply reply = desk.order("abort", FREEZE);
        assertThat(reply.did()).contains("is given up").contains("The desired image is vetoed");
        assertThat(desk.state().claim().active()).isEmpty();
        assertThat(desk.state().restraint().veto(image.digest()).map(Veto::reason))
                .contains("ABORTED");
    }

    @Test
    void aRolloutOfATargetThatIsDeclaredNoMoreIsAborted() {
        desk.moved();
        desk.ledger.save(desk.state().withDeclaration(Optional.empty()));
        assertThat(desk.order("abort", FREEZE).changed()).isTrue();
        assertRefused(desk.order("hold", FREEZE), 404, "UNKNOWN_TARGET", "not declared any more");
    }

    // retry

    @Test
    void aRetryLiftsTheVetoAndStartsARollout() {
        Image image = desk.rollOut("1.1.0", "b").image();
        desk.end(Outcome.REJECTED, "SMOKE_TEST_FAILED");
        veto(image);
        Reply reply = desk.order("retry", "");
        assertThat(reply.did())
                .isEqualTo("1.1.0 (bbbbbbbbbbbb) may be tried again; the veto of support-1 is lifted."
                        + " support-2 has started.");
        assertThat(desk.rollout().cause()).isEqualTo(Cause.RETRY);
    }

    @Test
    void aRetryLetsARolloutThatIsStuckGoOn() {
        desk.moved();
        stuckHalfWay();
        assertThat(desk.order("retry", "").changed()).isTrue();
        assertThat(desk.executions.running()).containsExactly("support-1-push-2");
    }

    @Test
    void aRetryOfWhatIsUnderWayChangesNothing() {
        desk.rollOut("1.1.0", "b");
        Reply reply = desk.order("retry", "");
        assertThat(reply.changed()).isFalse();
        assertThat(reply.did()).contains("support-1 is under way");
    }

    @Test
    void aRetryOfATargetThatIsHeldChangesNothing() {
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.PROMOTED, "PROVEN");
        desk.order("hold", FREEZE);
        assertThat(desk.order("retry", "").did()).contains("slipway release support");
        assertThat(desk.executions.running()).isEmpty();
    }

    @Test
    void aRetryNeedsAnImage() {
        assertRefused(desk.order("retry", ""), 409, "NO_SUCH_IMAGE", "accepted no image yet");
    }

    // rollback

    @Test
    void aRollbackTakesLiveBackAndHoldsTheTarget() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        Reply reply = desk.order("rollback", "'reason': 'it is slow'");
        assertThat(reply.did()).contains("Live goes back to version 1").endsWith("support-1 has started.");
        assertThat(desk.rollout().cause()).isEqualTo(Cause.ROLLBACK);
        assertThat(desk.rollout().request().to()).contains(new Version(1));
        assertThat(desk.state().restraint().hold().map(Hold::kind)).contains(Hold.Kind.PERSON);
        assertThat(desk.state().restraint().hold().map(Hold::reason)).contains("it is slow");
        assertThat(desk.order("rollback", FREEZE).changed()).isFalse();
    }

    @Test
    void aRollbackGoesToAnyVersionThatLiveServed() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"), desk.push("1.2.0", "c"));
        desk.order("rollback", "'to': 1, " + FREEZE);
        assertThat(desk.rollout().request().to()).contains(new Version(1));
    }

    @Test
    void aRollbackDuringARolloutThatHasMovedLiveIsForThatOne() {
        desk.served(desk.push("1.0.0", "a"));
        desk.newVersion();
        desk.moved();
        Reply reply = desk.order("rollback", FREEZE);
        assertThat(reply.did()).contains("Live goes back to version 1").endsWith("support-1 is under way.");
        assertThat(desk.state().orders().rollback()).isPresent();
    }

    @Test
    void aRollbackNeedsAVersionThatLiveServed() {
        desk.served(desk.push("1.0.0", "a"));
        assertRefused(
                desk.order("rollback", FREEZE), 409, "NOTHING_TO_ROLL_BACK_TO", "served no version before this one");
        desk.newVersion();
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        Reply never = desk.order("rollback", "'to': 7, " + FREEZE);
        assertRefused(never, 409, "NOTHING_TO_ROLL_BACK_TO", "support/live never served version 7");
        assertThat(never.choices()).containsExactly("1");
        assertRefused(
                desk.order("rollback", "'to': 2, " + FREEZE),
                409,
                "NOTHING_TO_ROLL_BACK_TO",
                "Live serves version 2 already");
        assertThat(desk.state().restraint().hold()).isEmpty();
    }

    @Test
    void aRollbackNeedsAVersionThatAgentCoreStillHas() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        Served gone =
                new Served("support/live", Samples.image("0.9.0", "d"), new Version(9), "", Proof.PASSED, desk.now);
        desk.ledger.save(desk.state()
                .withServing(new Serving(
                        desk.state().serving().live(),
                        Optional.of(gone),
                        List.of(gone, desk.state().serving().earlier().getFirst()),
                        List.of())));
        Reply reply = desk.order("rollback", FREEZE);
        assertRefused(reply, 409, "NOTHING_TO_ROLL_BACK_TO", "Version 9 is gone from AgentCore");
        assertThat(reply.choices()).containsExactly("1");
    }

    @Test
    void aRollbackLetsARolloutGoOnThatIsStuckAfterLiveMoved() {
        desk.served(desk.push("1.0.0", "a"));
        desk.moved();
        stuckHalfWay();
        Reply reply = desk.order("rollback", FREEZE);
        assertThat(reply.did()).contains("Live goes back to version 1").endsWith("support-1 is under way.");
        assertThat(desk.executions.running()).containsExactly("support-1-push-2");
        assertThat(desk.state().orders().rollback()).isPresent();
    }

    @Test
    void aRollbackGivesUpARolloutThatIsStuckOnWhatIsGone() {
        desk.served(desk.push("1.0.0", "a"));
        desk.moved();
        Image image = desk.rollout().image();
        desk.end(Outcome.STUCK, "NOT_FOUND");
        assertThat(desk.order("rollback", FREEZE).did()).endsWith("support-2 has started.");
        assertThat(desk.rollout().request().to()).contains(new Version(1));
        assertThat(desk.state().restraint().veto(image.digest()).map(Veto::rollout))
                .contains(Desk.FIRST);
    }

    @Test
    void aRollbackThatIsStuckIsOrderedAnew() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.order("rollback", FREEZE);
        desk.end(Outcome.STUCK, "ACCESS_DENIED");
        assertThat(desk.order("rollback", FREEZE).did()).endsWith("support-2 has started.");
    }

    @Test
    void aRollbackIsToTheVersionThatThePersonIsTold() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.rollOut("1.2.0", "c");
        assertThat(desk.order("rollback", FREEZE).did()).contains("Live goes back to version 1");
        // It may move live, or end, before it hears of it.
        assertThat(desk.state().orders().rollback().orElseThrow().to()).contains(new Version(1));
        assertThat(desk.order("rollback", FREEZE).did()).contains("Live is going back already");
        assertThat(desk.order("rollback", "'to': 1, " + FREEZE).changed()).isFalse();
    }

    @Test
    void aRollbackThatIsAskedForAgainAfterItsReleaseHoldsAgain() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.order("rollback", FREEZE);
        desk.order("release", "");
        desk.order("rollback", FREEZE);
        assertThat(desk.state().restraint().hold()).isPresent();
        assertThat(desk.decisions().getFirst()).startsWith("RollbackOrdered");
    }

    @Test
    void aRolloutThatWentBackHasMovedLiveNoMore() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.rollOut("1.2.0", "c");
        desk.progress(p -> p.withMove(new Progress.Move(Optional.of(new Version(2)), new Version(3), desk.now, true)));
        ending(Outcome.ROLLED_BACK, "LIVE_FAILED");
        assertThat(desk.order("rollback", FREEZE).did()).contains("Live goes back to version 1");
    }

    @Test
    void aRollbackGoesBeforeARolloutThatIsAboutToBePromoted() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.rollOut("1.2.0", "c");
        desk.progress(p -> p.withMove(new Progress.Move(Optional.of(new Version(2)), new Version(3), desk.now, true)));
        ending(Outcome.PROMOTED, "PROVEN");
        assertThat(desk.order("rollback", FREEZE).did()).contains("Live goes back to version 2");
    }

    @Test
    void aRollbackUnderWayIsNotTurnedRound() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.order("rollback", FREEZE);
        desk.progress(p -> p.withMove(new Progress.Move(Optional.of(new Version(2)), new Version(1), desk.now, true)));
        assertThat(desk.order("rollback", FREEZE).did()).contains("Live is going back already");
    }

    @Test
    void aRollbackPushesARolloutAsideThatIsStuckAndHasChangedNothing() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.rollOut("1.2.0", "c");
        desk.end(Outcome.STUCK, "NOT_OPTED_IN");
        assertThat(desk.order("rollback", FREEZE).did()).endsWith("support-2 has started.");
    }

    // hold, release and veto-lift

    @Test
    void aHoldStandsUntilItIsReleased() {
        Reply held = desk.order("hold", FREEZE);
        assertThat(held.did()).isEqualTo("Held: nothing rolls out until: slipway release support.");
        desk.arrive("1.1.0", "b");
        assertThat(desk.executions.running()).isEmpty();
        Reply again = desk.order(Desk.BOB, "hold", "'reason': 'me too'");
        assertThat(again.changed()).isFalse();
        assertThat(again.did()).contains("alice").contains("freeze");

        Reply released = desk.order("release", "");
        assertThat(released.did()).contains("freeze").endsWith("support-1 has started.");
        assertThat(desk.rollout().cause()).isEqualTo(Cause.RELEASE);
        assertRefused(desk.order("release", ""), 409, "NOT_HELD", "It is not held");
    }

    @Test
    void aHoldSaysWhatBecomesOfTheRolloutUnderWay() {
        desk.rollOut("1.1.0", "b");
        assertThat(desk.order("hold", FREEZE).did()).endsWith("support-1 has not moved live and ends.");
        desk.order("release", "");
        desk.progress(p -> p.withMove(new Progress.Move(Optional.empty(), new Version(2), desk.now, true)));
        assertThat(desk.order("hold", FREEZE).did()).contains("support-1 has moved live already and goes on");
    }

    @Test
    void aVetoIsLiftedByTheBeginningOfItsDigest() {
        Image image = desk.rollOut("1.1.0", "b").image();
        desk.end(Outcome.REJECTED, "SMOKE_TEST_FAILED");
        veto(image);
        Reply reply = desk.order("veto-lift", "'digest': '%s'".formatted("b".repeat(12)));
        assertThat(reply.did()).contains("The veto of bbbbbbbbbbbb is lifted").endsWith("support-2 has started.");
        assertThat(desk.decisions()).contains("VetoLifted " + image.digest());
        Reply again = desk.order("veto-lift", "'digest': '%s'".formatted(image.digest()));
        assertRefused(again, 409, "NO_VETO", "There is no veto of this digest or configuration");
    }

    @Test
    void aBeginningThatTwoVetoesShareIsRefused() {
        String shared = "a".repeat(60);
        veto(new Image(Samples.SUPPORT, new Tag("x"), new Digest("sha256:" + shared + "0000")));
        veto(new Image(Samples.SUPPORT, new Tag("y"), new Digest("sha256:" + shared + "1111")));
        Reply reply = desk.order("veto-lift", "'digest': '%s'".formatted(shared));
        assertRefused(reply, 400, "INVALID_REQUEST", "write more of the digest");
        assertThat(reply.choices()).hasSize(2);
    }

    // adopt

    @Test
    void anAdoptionAcceptsWhatSomebodyElseMade() {
        desk.served(desk.push("1.0.0", "a"));
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.REJECTED, "FOREIGN_CHANGE");
        hold(Hold.Kind.FOREIGN_CHANGE);
        desk.newVersion();

        Reply reply = desk.order("adopt", "");

        assertThat(reply.did()).startsWith("Version 2 is adopted").endsWith("support-2 has started.");
        assertThat(desk.state().orders().adoption().orElseThrow().version()).isEqualTo(new Version(2));
        assertThat(desk.state().restraint().hold()).isEmpty();
        assertThat(desk.order("adopt", "").changed()).isFalse();
    }

    @Test
    void anAdoptionLeavesAPersonsHold() {
        desk.served(desk.push("1.0.0", "a"));
        desk.order("hold", FREEZE);
        desk.newVersion();
        assertThat(desk.order("adopt", "").changed()).isTrue();
        assertThat(desk.state().restraint().hold()).isPresent();
    }

    @Test
    void whatIsSlipwaysOwnIsNotAdopted() {
        desk.served(desk.push("1.0.0", "a"));
        assertRefused(
                desk.order("adopt", ""), 409, "NOTHING_TO_ADOPT", "The latest version, 1, is not somebody else's");
        desk.newVersion();
        desk.ledger.save(desk.ledger.runtime(desk.runtime).withMade(new Version(2), new RolloutId("support-1")));
        hold(Hold.Kind.FOREIGN_CHANGE);
        assertRefused(desk.order("adopt", ""), 409, "NOTHING_TO_ADOPT", "To roll out again: slipway release support.");
    }

    @Test
    void aVersionThatFailedIsNotAdopted() {
        desk.served(desk.push("1.0.0", "a"));
        desk.runtimes.failNextVersion("no such role");
        desk.newVersion();
        assertRefused(desk.order("adopt", ""), 409, "NOTHING_TO_ADOPT", "The latest version, 2, failed: no such role");
    }

    @Test
    void aVersionThatIsNotReadyIsNotAdoptedYet() {
        desk.served(desk.push("1.0.0", "a"));
        desk.runtimes.readyAfterReads(3);
        desk.runtimes.update(desk.runtime, desk.runtimes.latest(desk.runtime).updateBody("t".repeat(64)));
        assertRefused(desk.order("adopt", ""), 409, "BUSY", "Version 2 is not READY yet");
    }

    @Test
    void aRuntimeThatIsNotThereIsNotAdopted() {
        desk.declare(Desk.SUPPORT, Desk.declaration().replace("{\"name\": \"support\"}", "{\"name\": \"gone\"}"));
        assertRefused(desk.order("adopt", ""), 409, "NOTHING_TO_ADOPT", "There is no runtime named gone here");
    }

    // everything

    @ParameterizedTest
    @ValueSource(strings = {"retry", "rollback", "hold", "adopt"})
    void whereNothingRollsOutThereIsNothingToOrder(String verb) {
        desk.declare(Desk.SUPPORT, Desk.publishOnly());
        assertRefused(desk.order(verb, FREEZE), 409, "PUBLISH_ONLY", "rolls nothing out");
    }

    @Test
    void whatAwsRefusesIsToldInItsWords() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.runtimes.failNext("ListAgentRuntimes", AwsFailure.Kind.DENIED);
        assertRefused(desk.order("rollback", FREEZE), 409, "AWS_REFUSED", "ListAgentRuntimes: DENIED");
        desk.runtimes.failNext("ListAgentRuntimes", AwsFailure.Kind.THROTTLED);
        assertRefused(desk.order("rollback", FREEZE), 409, "BUSY", "Try again");
        assertThat(desk.state().orders().rollback()).isEmpty();
    }

    @Test
    void aRolloutThatAPersonStartedSaysWho() {
        desk.push("1.0.0", "a");
        pin("1.0.0");
        assertThat(desk.told)
                .filteredOn(Happening.RolloutStarted.class::isInstance)
                .singleElement()
                .satisfies(started -> assertThat(((Happening.RolloutStarted) started)
                                .by()
                                .orElseThrow()
                                .arn())
                        .isEqualTo(Desk.ALICE));
    }

    /** The rollout under way has ended, and still has the target. */
    private void ending(Outcome outcome, String reason) {
        desk.ledger.save(desk.rollout()
                .ended(new Ending(
                        outcome,
                        reason,
                        "As told.",
                        Consequence.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        desk.now,
                        false)));
    }

    private void stuckHalfWay() {
        desk.progress(p -> p.withUpdate(
                new Progress.Base(new Version(1), Optional.empty(), Optional.empty()),
                new Progress.Update(new Version(1), "t", desk.now, Optional.empty())));
        desk.end(Outcome.STUCK, "ROLLBACK_FAILED");
    }

    private Reply pin(String image) {
        return desk.order("pin", "'image': '%s'".formatted(image));
    }

    private Reply approve() {
        return desk.order("approve", "'rollout': 'support-1'");
    }

    private void veto(Image image) {
        desk.ledger.save(desk.state()
                .withRestraint(desk.state()
                        .restraint()
                        .withVeto(new Veto(image.digest(), Desk.FIRST, "SMOKE_TEST_FAILED", desk.now))));
    }

    private void hold(Hold.Kind kind) {
        desk.ledger.save(desk.state()
                .withRestraint(desk.state()
                        .restraint()
                        .withHold(Optional.of(new Hold(kind, "as told", Optional.empty(), desk.now)))));
    }

    private static void assertRefused(Reply reply, int status, String code, String message) {
        assertThat(reply.code()).as(reply.body().toString()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.message()).contains(message);
    }
}
