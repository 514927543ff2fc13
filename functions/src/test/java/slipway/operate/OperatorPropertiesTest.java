package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.Wish;
import slipway.event.Events;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.operate.Desk.Reply;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.port.Interleaving;
import slipway.port.Ports;

/** Several at once, and processes that die. */
class OperatorPropertiesTest {

    @Property(tries = 300, seed = "20261120", shrinking = ShrinkingMode.OFF)
    void oneAnswerStandsAndBothAreToldWhatHappened(@ForAll long seed, @ForAll boolean executionDied) {
        try (CapturedOutput silence = new CapturedOutput()) {
            Desk desk = Desk.declared();
            desk.waiting();
            if (executionDied) {
                // Then each of them lets it go on in another, and they get in each other's way.
                desk.executions.running().forEach(desk.executions::end);
            }
            List<Reply> alice = new ArrayList<>();
            List<Reply> bob = new ArrayList<>();
            Interleaving interleaving = new Interleaving(seed);
            OperatorHandler operator = desk.handler(desk.through(interleaving));
            interleaving.run(List.of(
                    () -> alice.add(send(desk, operator, Desk.ALICE, "approve", ",'rollout':'support-1'")),
                    () -> bob.add(send(desk, operator, Desk.BOB, "reject", ",'rollout':'support-1','reason':'no'")),
                    () -> push(desk, interleaving, desk.push("1.2.0", "c"))));

            boolean approved =
                    desk.state().orders().answer(Desk.FIRST).orElseThrow().approved();
            Reply first = approved ? alice.getFirst() : bob.getFirst();
            Reply second = approved ? bob.getFirst() : alice.getFirst();
            assertThat(first.changed()).isTrue();
            assertThat(second.code()).isEqualTo("ALREADY_ANSWERED");
            assertThat(second.message()).contains(approved ? "approved" : "rejected", approved ? "alice" : "bob");
            assertThat(desk.decisions().stream().filter(d -> d.endsWith(" support-1")))
                    .hasSize(1);
            assertThat(desk.state().claim().waiting().orElseThrow().image()).isEqualTo(Samples.image("1.2.0", "c"));
            assertThat(silence.text()).isNotEmpty();
        }
    }

    @Property(tries = 300, seed = "20261120", shrinking = ShrinkingMode.OFF)
    void pinsAndAPushAtOnceStartOneRolloutAndAgreeInTheEnd(@ForAll long seed) {
        try (CapturedOutput silence = new CapturedOutput()) {
            Desk desk = Desk.declared();
            desk.push("1.0.0", "a");
            desk.push("1.1.0", "b");
            List<Reply> replies = new ArrayList<>();
            Interleaving interleaving = new Interleaving(seed);
            OperatorHandler operator = desk.handler(desk.through(interleaving));
            interleaving.run(List.of(
                    () -> replies.add(send(desk, operator, Desk.ALICE, "pin", ",'image':'1.0.0'")),
                    () -> replies.add(send(desk, operator, Desk.BOB, "pin", ",'image':'1.1.0'")),
                    () -> push(desk, interleaving, desk.push("1.2.0", "c"))));

            assertThat(replies).hasSize(2).allMatch(Reply::changed);
            RolloutId active = desk.state().claim().active().orElseThrow();
            assertThat(desk.executions.running())
                    .hasSize(1)
                    .allMatch(execution -> desk.executions.rollout(execution).equals(active));
            Image pinned = desk.state().following().pin().orElseThrow().image();
            assertThat(desk.parameters.get(desk.names.desiredImage(Desk.SUPPORT)))
                    .contains(pinned.uri());
            Image next = desk.state()
                    .claim()
                    .waiting()
                    .map(TargetState.Waiting::image)
                    .orElseGet(() -> desk.ledger.rollout(active).orElseThrow().image());
            assertThat(next).isEqualTo(pinned);
            assertThat(silence.text()).isNotEmpty();
        }
    }

    @Test
    void aPinThatDiesAnywhereIsDoneWhenItIsAskedForAgain() {
        everywhere("pin", ",'image':'1.0.0'", desk -> {
            Image image = Samples.image("1.0.0", "a");
            assertThat(desk.state().following().desired()).contains(image);
            assertThat(desk.rollout().image()).isEqualTo(image);
            assertThat(desk.executions.running()).hasSize(1);
            assertThat(desk.parameters.get(desk.names.desiredImage(Desk.SUPPORT)))
                    .contains(image.uri());
        });
    }

    @Test
    void aRollbackThatDiesAnywhereIsDoneWhenItIsAskedForAgain() {
        everywhere("rollback", ",'reason':'slow'", desk -> {
            assertThat(desk.rollout().cause()).isEqualTo(Cause.ROLLBACK);
            assertThat(desk.state().claim().sequence()).isEqualTo(1);
            assertThat(desk.executions.running()).hasSize(1);
            assertThat(desk.state().restraint().hold()).isPresent();
        });
    }

    private static void everywhere(String verb, String members, Consumer<Desk> done) {
        try (CapturedOutput silence = new CapturedOutput()) {
            CrashPoint undisturbed = CrashPoint.never();
            dying(undisturbed, verb, members);
            List<CrashPoint> points = IntStream.rangeClosed(1, undisturbed.calls())
                    .boxed()
                    .flatMap(n -> Stream.of(CrashPoint.before(n), CrashPoint.after(n)))
                    .toList();
            assertThat(points).hasSizeGreaterThan(10);
            for (CrashPoint point : points) {
                Desk desk = dying(point, verb, members);
                Reply again = send(desk, desk.handler(desk.operator()), Desk.ALICE, verb, members);
                assertThat(again.status()).as("%s: %s", point, again.body()).isEqualTo(200);
                assertThat(desk).as(point.toString()).satisfies(done);
            }
            assertThat(silence.text()).isNotEmpty();
        }
    }

    private static Desk dying(CrashPoint point, String verb, String members) {
        Desk desk = Desk.declared();
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        try {
            send(desk, desk.handler(desk.through(point)), Desk.ALICE, verb, members);
        } catch (CrashPoint.Death e) {
            // As asked.
        }
        return desk;
    }

    private static Reply send(Desk desk, OperatorHandler operator, String arn, String verb, String members) {
        String body = "{'schema':1,'verb':'%s','target':'support'%s}".formatted(verb, members);
        return Desk.send(operator, desk.signed(arn, body.replace('\'', '"')));
    }

    /** What follows from a push, in a process of its own. */
    private static void push(Desk desk, Ports ports, Image image) {
        Ledger ledger = ports.inFrontOf(Ledger.class, desk.ledger);
        Admission admission = Desk.admission(
                ledger,
                ports.inFrontOf(Executions.class, desk.executions),
                ports.inFrontOf(Events.class, desk.told::add));
        new Attempts().run(() -> {
            TargetState state = ledger.target(Desk.SUPPORT);
            admission.admit(
                    state.withFollowing(state.following().withNewest(new Newest(image, desk.now))),
                    Wish.of(Cause.PUSH),
                    desk.now);
        });
    }
}
