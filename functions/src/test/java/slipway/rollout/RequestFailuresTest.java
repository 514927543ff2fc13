package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.customresource.PhysicalId;
import slipway.failure.AwsFailure.Kind;
import slipway.port.CapturedOutput;
import slipway.port.Failing;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;

/** Every request, and every failure of every call that it makes: answered in time, and what it leaves can be deleted. */
class RequestFailuresTest {
    private static final RuntimeName ONE = new RuntimeName("agents_one");
    private static final RuntimeName TWO = new RuntimeName("agents_two");

    /** A request, what CloudFormation does after its answer, and what must be so then. */
    enum Request {
        CREATE("RuntimeLifecycle.create") {
            @Override
            void send(StackWorld stack, Failing calls) {
                stack.through(calls);
                Answer answer = stack.create(StackWorld.named("agents_one"));
                calls.end();
                success(stack.delete(id(answer)));
                assertThat(stack.world.runtimes.find(ONE)).isEmpty();
            }
        },
        DELETE("RuntimeLifecycle.delete") {
            @Override
            void send(StackWorld stack, Failing calls) {
                Success made = success(stack.create(StackWorld.named("agents_one")));
                stack.through(calls);
                Answer answer = stack.delete(made.id());
                calls.end();
                if (answer instanceof Failure) {
                    success(stack.delete(made.id()));
                }
                assertThat(stack.world.runtimes.find(ONE)).isEmpty();
            }
        },
        ADOPT("RuntimeLifecycle.tag") {
            @Override
            void send(StackWorld stack, Failing calls) {
                RuntimeName theirs = new RuntimeName("theirs");
                RuntimeId id = stack.world.runtimes.create(
                        theirs, stack.world.runtimes.latest(stack.world.runtime).json(), Map.of());
                stack.through(calls);
                Answer answer =
                        stack.create(StackWorld.adopting(StackWorld.BRISK).put("RuntimeName", "theirs"));
                calls.end();
                success(stack.delete(id(answer)));
                assertThat(stack.world.runtimes.find(theirs)).contains(id);
            }
        },
        RENAME("RuntimeLifecycle.create") {
            @Override
            void send(StackWorld stack, Failing calls) {
                Success made = success(stack.create(StackWorld.named("agents_one")));
                stack.through(calls);
                Answer answer = stack.update(made.id(), StackWorld.named("agents_one"), StackWorld.named("agents_two"));
                calls.end();
                Optional<RuntimeId> left = stack.world.runtimes.find(TWO);
                switch (answer) {
                    case Success _ -> {
                        success(stack.delete(made.id()));
                        assertThat(stack.world.runtimes.find(ONE)).isEmpty();
                    }
                    case Failure failed -> {
                        // CloudFormation does not know of it: a person has to be able to find it.
                        left.ifPresent(id -> assertThat(failed.reason()).contains(id.value()));
                        Success back = success(stack.update(
                                made.id(), StackWorld.named("agents_two"), StackWorld.named("agents_one")));
                        assertThat(back.id()).isEqualTo(made.id());
                        assertThat(stack.world.runtimes.find(TWO)).isEmpty();
                    }
                }
            }
        },
        CONFIGURE("AgentRuntimes.update") {
            @Override
            void send(StackWorld stack, Failing calls) {
                stack.through(calls);
                Answer answer = stack.update(StackWorld.CALM, StackWorld.BRISK);
                calls.end();
                if (answer instanceof Failure) {
                    success(stack.update(StackWorld.BRISK, StackWorld.CALM));
                }
                assertThat(stack.world
                                .runtimes
                                .latest(stack.world.runtime)
                                .json()
                                .at("/environmentVariables")
                                .has("MODE"))
                        .isEqualTo(answer instanceof Success);
            }
        },
        ROLL_OUT("Ledger.save", "Seal.seal", "Executions.start") {
            @Override
            void send(StackWorld stack, Failing calls) {
                stack.world.live("1.0.0");
                stack.through(calls);
                Answer answer = stack.update(StackWorld.CALM, StackWorld.BRISK);
                calls.end();
                if (answer instanceof Failure) {
                    success(stack.update(StackWorld.BRISK, StackWorld.CALM));
                }
                stack.world.run();
                assertThat(stack.isBrisk()).isEqualTo(answer instanceof Success);
                assertThat(stack.world.document("live").containerUri())
                        .contains(World.image("1.0.0").uri());
            }
        };

        // List.of cannot be changed, which its type does not say.
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> calls;

        Request(String... calls) {
            this.calls = List.of(calls);
        }

        abstract void send(StackWorld stack, Failing calls);
    }

    @ParameterizedTest
    @EnumSource(Request.class)
    void isAnsweredAndLeavesWhatCanBeDeleted(Request request) {
        try (CapturedOutput _ = new CapturedOutput()) {
            Failing undisturbed = new Failing(0, false, false, Kind.THROTTLED);
            assertThat(problem(request, undisturbed)).isEmpty();
            assertThat(undisturbed.kinds()).containsAll(request.calls);
            List<Failing> all = new ArrayList<>();
            IntStream.rangeClosed(1, undisturbed.calls()).forEach(n -> {
                Stream.of(Kind.values()).forEach(kind -> all.add(new Failing(n, false, false, kind)));
                all.add(new Failing(n, true, false, Kind.UNAVAILABLE));
                all.add(new Failing(n, false, true, Kind.UNAVAILABLE));
                all.add(new Failing(n, false, true, Kind.DENIED));
            });
            assertThat(all.stream().flatMap(failing -> problem(request, failing).stream()))
                    .isEmpty();
        }
    }

    private static List<String> problem(Request request, Failing failing) {
        StackWorld stack = new StackWorld();
        stack.world.runtimes.readyAfterReads(1);
        try {
            request.send(stack, failing);
            boolean atRest = stack.world.executions.running().isEmpty();
            return atRest
                    ? List.of()
                    : List.of("%s: %s is under way".formatted(failing, stack.world.executions.running()));
        } catch (RuntimeException | AssertionError e) {
            return List.of("%s: %s".formatted(failing, e.getMessage()));
        }
    }

    private static PhysicalId id(Answer answer) {
        return switch (answer) {
            case Success success -> success.id();
            case Failure failure -> failure.id();
        };
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }
}
