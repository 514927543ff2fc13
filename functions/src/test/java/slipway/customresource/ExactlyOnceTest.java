package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.port.CrashPoint;
import slipway.port.Ports;

class ExactlyOnceTest {
    private static final ObjectNode CREATE = RequestSamples.create(Things.TYPE, Map.of("Name", "lamp", "Size", "5"));

    private final Things things = new Things();
    private final KitWorld world = new KitWorld(things);

    @Test
    void aDuplicateGoesOnWithTheFirst() {
        things.looks = 3;
        world.deliver(CREATE);
        world.deliver(CREATE);
        world.run();
        world.deliver(CREATE);
        world.run();

        assertThat(world.answers).hasSize(1);
        assertThat(world.executions).hasSize(1);
        assertThat(things.there).hasSize(1);
    }

    @Test
    void anotherRequestForTheSameResourceIsAnother() {
        world.deliver(CREATE);
        world.deliver(CREATE.deepCopy().put("RequestId", "another"));
        world.run();
        assertThat(world.answers).hasSize(2);
    }

    @Test
    void aHostThatIsOutOfReachForMinutesGetsTheAnswerAllTheSame() {
        world.refuse(12);
        assertThat(world.answer(CREATE).json().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(things.asked).as("decided once").hasSize(1);
    }

    @Test
    void aHostThatStaysOutOfReachForLongerIsTriedByTheLastResort() {
        world.refuse(23);
        assertThat(world.answer(CREATE).json().path("Status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void anAnswerThatNeverArrivesLeavesItsKeyInTheQueue() {
        world.refuse(Integer.MAX_VALUE);
        world.deliver(CREATE);
        world.run();
        assertThat(world.deadLetters).containsExactlyElementsOf(world.executions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Requests", "Seal"})
    void aStoreOrASealThatIsOutOfOrderIsAnsweredWithoutIt(String port) {
        world.through(new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.startsWith(port)) {
                    throw new IllegalStateException("out of order");
                }
                return effect.happen();
            }
        });

        assertThat(world.answer(CREATE).json().path("Reason").asText()).contains("could not be taken in");
        assertThat(world.answers).hasSize(1);
        assertThat(things.asked).isEmpty();
    }

    @Test
    void aMachineThatCannotBeStartedIsAnsweredWithoutIt() {
        world.through(new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.startsWith("Waiting")) {
                    throw new IllegalStateException("out of order");
                }
                return effect.happen();
            }
        });

        assertThat(world.answer(CREATE).json().path("Reason").asText()).contains("could not be taken in");
        assertThat(things.asked).isEmpty();
    }

    /** Each port's every call, before its effect and after it: once answered, in time, with something that can be deleted. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatDiesAtAnyCallIsAnsweredOnce(boolean after) {
        things.looks = 3;
        int calls = calls();
        for (int call = 1; call <= calls; call++) {
            Things made = new Things();
            made.looks = 3;
            KitWorld dying = new KitWorld(made);
            CrashPoint point = after ? CrashPoint.after(call) : CrashPoint.before(call);
            dying.through(point);

            KitWorld.Arrived answer = dying.answer(CREATE);

            assertThat(answer.json().path("Status").asText()).as("%s", point).isEqualTo("SUCCESS");
            assertThat(dying.answers)
                    .as("%s", point)
                    .extracting(KitWorld.Arrived::text)
                    .containsOnly(answer.text());
            assertThat(Duration.between(KitWorld.NOON, answer.at()))
                    .as("%s", point)
                    .isLessThan(Duration.ofMinutes(10));
            assertThat(made.there).as("%s", point).hasSize(1);
            assertThat(dying.deadLetters).as("%s", point).isEmpty();
        }
    }

    private int calls() {
        CrashPoint never = CrashPoint.never();
        world.through(never);
        world.answer(CREATE);
        assertThat(never.kinds())
                .contains("Requests.find", "Requests.keep", "Requests.save", "Seal.seal", "Seal.open", "Sender.send");
        return never.calls();
    }

    /** Two executions at once: the one that gives up, and one that was slow. */
    @Test
    void whoeverDecidesFirstDecides() {
        things.instead = () -> {
            things.instead = () -> Optional.of(Step.Done.of(new PhysicalId("lamp-1"), new TreeMap<>()));
            world.giveUp(world.executions.getFirst());
            return things.instead.get();
        };
        world.deliver(CREATE);
        world.run();

        assertThat(world.answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.json().path("Status").asText()).isEqualTo("FAILED"));
    }
}
