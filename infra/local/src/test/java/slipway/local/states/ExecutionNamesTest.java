package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutionNamesTest {
    private static final String WAIT = "'A':{'Type':'Wait','Seconds':1000000,'End':true}";

    @Test
    void theSameNameAndInputGiveTheRunningExecution() {
        try (Machine machine = new Machine("A", WAIT)) {
            Execution first = machine.machines.start(machine.arn, "support-7", "{}");
            assertThat(machine.machines.start(machine.arn, "support-7", "{}")).isSameAs(first);
            assertThat(machine.events).hasSize(1);
        }
    }

    @Test
    void theSameNameWithAnotherInputIsRefused() {
        try (Machine machine = new Machine("A", WAIT)) {
            machine.machines.start(machine.arn, "support-7", "{}");
            assertThatThrownBy(() -> machine.machines.start(machine.arn, "support-7", "{\"a\":1}"))
                    .hasMessageContaining("Execution Already Exists");
        }
    }

    @Test
    void theNameOfAClosedExecutionIsRefusedWithTheSameInputToo() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Succeed'}")) {
            Machine.over(machine.machines.start(machine.arn, "support-7", "{}"));
            assertThatThrownBy(() -> machine.machines.start(machine.arn, "support-7", "{}"))
                    .hasMessageContaining("Execution Already Exists");
        }
    }

    @Test
    void afterNinetyDaysTheExecutionIsForgottenAndItsNameIsFree() {
        try (Machine machine = new Machine(10_000_000, "A", "'A':{'Type':'Succeed'}", (name, payload, from) -> {
            throw new AssertionError();
        })) {
            Execution first = machine.machines.start(machine.arn, "support-7", "{}");
            Machine.over(first);
            machine.pass(Duration.ofDays(91));
            assertThat(machine.machines.executions(machine.arn)).isEmpty();
            assertThatThrownBy(() -> machine.machines.execution(first.start().arn()))
                    .hasMessageContaining("Execution Does Not Exist");
            assertThat(machine.machines.start(machine.arn, "support-7", "{}")).isNotSameAs(first);
        }
    }

    @Test
    void namesWithForbiddenCharactersAreRefused() {
        try (Machine machine = new Machine("A", WAIT)) {
            for (String name : new String[] {"", "a b", "a/b", "a:b", "x".repeat(81), "a\u0001", "a\uFFFF", "a`"}) {
                assertThatThrownBy(() -> machine.machines.start(machine.arn, name, "{}"))
                        .hasMessageContaining("Invalid Name");
            }
        }
    }
}
