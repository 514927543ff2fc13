package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class StatusEventsTest {

    @Test
    void theBusHearsOfStartAndEnd() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Fail','Error':'Broken'}")) {
            Execution execution = machine.start("{'a':1}");
            Machine.over(execution);
            assertThat(machine.events)
                    .extracting(event -> event.at("/detail/status").asText())
                    .containsExactly("RUNNING", "FAILED");
            for (JsonNode event : machine.events) {
                assertThat(event.path("source").asText()).isEqualTo("aws.states");
                assertThat(event.path("detail-type").asText()).isEqualTo("Step Functions Execution Status Change");
                assertThat(event.path("resources"))
                        .isEqualTo(Json.MAPPER
                                .createArrayNode()
                                .add(execution.start().arn()));
                assertThat(event.at("/detail/stateMachineArn").asText()).isEqualTo(machine.arn);
                assertThat(event.at("/detail/name").asText())
                        .isEqualTo(execution.start().name());
                assertThat(event.at("/detail/startDate").isIntegralNumber()).isTrue();
            }
            assertThat(machine.events.getLast().at("/detail/stopDate").isIntegralNumber())
                    .isTrue();
            assertThat(rest(machine.events.getFirst())).isEqualTo(Json.read("""
                    {"status":"RUNNING","stopDate":null,"input":"{\\"a\\":1}","inputDetails":{"included":true},
                     "output":null,"outputDetails":null,"error":null,"cause":null,
                     "stateMachineVersionArn":null,"stateMachineAliasArn":null,"redriveCount":0,"redriveDate":null,
                     "redriveStatus":"NOT_REDRIVABLE",
                     "redriveStatusReason":"Execution is RUNNING and cannot be redriven"}"""));
            ObjectNode failed = rest(machine.events.getLast());
            failed.remove("stopDate");
            assertThat(failed).isEqualTo(Json.read("""
                    {"status":"FAILED","input":"{\\"a\\":1}","inputDetails":{"included":true},
                     "output":null,"outputDetails":null,"error":"Broken","cause":null,
                     "stateMachineVersionArn":null,"stateMachineAliasArn":null,"redriveCount":0,"redriveDate":null,
                     "redriveStatus":"REDRIVABLE","redriveStatusReason":null}"""));
        }
    }

    private static ObjectNode rest(ObjectNode event) {
        ObjectNode detail = event.withObject("/detail").deepCopy();
        return detail.remove(List.of("executionArn", "stateMachineArn", "name", "startDate"));
    }

    @Test
    void dataThatAnEventCannotHoldIsLeftOutTheInputFirst() {
        String states = "'A':{'Type':'Pass','Output':'{% $states.input & $states.input %}','End':true}";
        try (Machine machine = new Machine("A", states)) {
            machine.run("'" + "x".repeat(100 * 1024) + "'");
            JsonNode end = machine.events.getLast().path("detail");
            assertThat(end.path("input").isNull()).isTrue();
            assertThat(end.at("/inputDetails/included").asBoolean()).isFalse();
            assertThat(end.path("output").asText()).hasSize(200 * 1024 + 2);
            assertThat(end.at("/outputDetails/included").asBoolean()).isTrue();
            assertThat(machine.events
                            .getFirst()
                            .at("/detail/inputDetails/included")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void escapesCountForWhatAnEventCanHold() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Succeed','Output':1}")) {
            String quotes = "[" + "\"\",".repeat(60_000) + "1]";
            Machine.over(machine.machines.start(machine.arn, null, quotes));
            assertThat(quotes.length()).isLessThan(200 * 1024);
            assertThat(machine.events
                            .getFirst()
                            .at("/detail/inputDetails/included")
                            .asBoolean(true))
                    .isFalse();
        }
    }
}
