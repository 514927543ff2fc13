package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void namesWithForbiddenCharactersAreRefused() {
        try (Machine machine = new Machine("A", WAIT)) {
            for (String name : new String[] {"", "a b", "a/b", "a:b", "x".repeat(81), "a\u0001"}) {
                assertThatThrownBy(() -> machine.machines.start(machine.arn, name, "{}"))
                        .hasMessageContaining("Invalid Name");
            }
        }
    }

    @Test
    void theBusHearsOfStartAndEnd() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Fail','Error':'Broken'}")) {
            Execution execution = machine.start("{}");
            Machine.over(execution);
            assertThat(machine.events)
                    .extracting(event -> event.at("/detail/status").asText())
                    .containsExactly("RUNNING", "FAILED");
            var last = machine.events.getLast();
            assertThat(last.path("source").asText()).isEqualTo("aws.states");
            assertThat(last.path("detail-type").asText()).isEqualTo("Step Functions Execution Status Change");
            assertThat(last.at("/detail/stateMachineArn").asText()).isEqualTo(machine.arn);
            assertThat(last.at("/detail/stopDate").isIntegralNumber()).isTrue();
            assertThat(last.at("/resources/0").asText())
                    .isEqualTo(execution.start().arn());
        }
    }
}
