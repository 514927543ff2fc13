package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.json.Json;

class StepFunctionsLibraryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $partition([1..5], 2)               | [[1,2],[3,4],[5]]
            $partition([], 2)                   | []
            $range(0, 10, 5)                    | [0,5,10]
            $range(3, 1, -1)                    | [3,2,1]
            $hash('abc', 'MD5')                 | "900150983cd24fb0d6963f7d28e17f72"
            $hash('abc', 'SHA-1')               | "a9993e364706816aba3e25717850c26c9cd0d89d"
            $random(7) = $random(7)             | true
            $random() < 1                       | true
            $parse('{\\"a\\":[1,null]}')            | {"a":[1,null]}
            $count($split($uuid(), '-'))        | 5
            """)
    void aFunctionOfStepFunctionsGives(String expression, String value) {
        assertThat(Objects.requireNonNull(outcome(expression).output())).isEqualTo(Json.read(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $eval('1')            | Step Functions has no $eval, use $parse
            $hash('abc', 'CRC')   | $hash does not know the algorithm CRC
            $range(1, 2, 0)       | $range needs a step that is not 0
            $partition([1], 0)    | $partition needs chunks of at least one item
            $parse('{')           | Not JSON
            """)
    void aFunctionThatCannotGiveAnythingFails(String expression, String why) {
        StatesError failure = Objects.requireNonNull(outcome(expression).failure());
        assertThat(failure.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(failure.cause()).contains("threw an error during evaluation.", why);
    }

    @Test
    void theTimeIsTheMachines() {
        long millis = Objects.requireNonNull(outcome("$millis()").output()).asLong();
        assertThat(millis).isGreaterThan(System.currentTimeMillis() - 60_000);
    }

    private static Execution.Outcome outcome(String expression) {
        String text = Json.write(Json.object().put("Output", "{% " + expression + " %}"));
        String output = text.substring(1, text.length() - 1);
        try (Machine machine = new Machine("A", "'A':{'Type':'Succeed'}")) {
            String definition =
                    "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"," + output
                            + "}}}";
            machine.machines.put("rollout", Machine.ROLE, definition);
            return machine.run("{}");
        }
    }
}
