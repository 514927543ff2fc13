package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

class StateMachineTest {
    private static final JsonNode DEFINITION = definition();

    static JsonNode definition() {
        return definition("rollout");
    }

    static JsonNode definition(String name) {
        var machine =
                Synthesis.resource("AWS::StepFunctions::StateMachine", "StateMachineName", "slipway-local-" + name);
        try {
            return new ObjectMapper().readTree(machine.path("DefinitionString").asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingEndsTheMachineButAFinishedRollout() {
        assertThat(DEFINITION.has("TimeoutSeconds")).isFalse();
        assertThat(states().stream()
                        .filter(state -> List.of("Succeed", "Fail")
                                        .contains(state.getValue().path("Type").asText())
                                || state.getValue().path("End").asBoolean())
                        .map(Entry::getKey))
                .containsExactly("Finished");
        assertThat(states().stream()
                        .filter(state ->
                                state.getValue().findValuesAsText("Next").contains("Finished"))
                        .map(Entry::getKey))
                .containsExactly("Choose");
    }

    @Test
    void everyTaskCatchesEverythingLastAndAlone() {
        for (var task : tasks()) {
            var catches = task.getValue().path("Catch");
            var last = catches.get(catches.size() - 1);
            assertThat(last.path("ErrorEquals").toString()).as(task.getKey()).isEqualTo("[\"States.ALL\"]");
        }
    }

    @Test
    void aCatchOfEverythingIsCountedUntilThePeopleAreTold() {
        for (var name : List.of("Advance", "Park", "SmokeTest")) {
            var catches = DEFINITION.at("/States/" + name + "/Catch");
            assertThat(catches.get(catches.size() - 1).path("Next").asText()).isEqualTo("CountFailure");
        }
        assertThat(DEFINITION.at("/States/JudgeFailures/Choices/0/Next").asText())
                .isEqualTo("TellFailing");
    }

    @Test
    void retriesNameTheirErrorsAndSpreadThemselves() {
        for (var name : List.of("Advance", "Park", "SmokeTest")) {
            var retry = DEFINITION.at("/States/" + name + "/Retry/0");
            assertThat(retry.path("ErrorEquals").toString())
                    .contains("Lambda.ServiceException", "Lambda.TooManyRequestsException")
                    .doesNotContain("States.", "Lambda.*");
            assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
            assertThat(retry.path("BackoffRate").asDouble()).isGreaterThan(1);
        }
    }

    @Test
    void whoMustNotBeDelayedIsToldWithoutAFunction() {
        assertThat(DEFINITION.at("/States/TellFailing/Resource").asText())
                .isEqualTo("arn:aws:states:::events:putEvents");
        assertThat(DEFINITION.at("/States/MeasureFailing/Resource").asText())
                .isEqualTo("arn:aws:states:::aws-sdk:cloudwatch:putMetricData");
    }

    private static List<Entry<String, JsonNode>> states() {
        return List.copyOf(DEFINITION.path("States").properties());
    }

    private static List<Entry<String, JsonNode>> tasks() {
        return states().stream()
                .filter(state -> state.getValue().path("Type").asText().equals("Task"))
                .toList();
    }
}
