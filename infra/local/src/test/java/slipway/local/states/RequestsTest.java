package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.edge.Client;

/** What the API refuses, and in which words. */
class RequestsTest {
    private static final String MACHINE = "arn:aws:states:eu-central-1:111122223333:stateMachine:";
    private static final String EXECUTION = "arn:aws:states:eu-central-1:111122223333:execution:";

    private final Machine machine = new Machine("A", "'A':{'Type':'Wait','Seconds':99999999,'End':true}");
    private final Client client = new Client(new StatesService(machine.machines));

    @AfterEach
    void stop() {
        machine.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StartExecution                   | 'name':'a'                         | ValidationException    | 1 validation error detected: Value at 'stateMachineArn' failed to satisfy constraint: Member must not be null
            StartExecution                   | 'stateMachineArn':'x'              | InvalidArn             | Invalid Arn: 'Invalid ARN prefix: x'
            StartExecution                   | 'stateMachineArn':'EXECUTIONr:a'   | InvalidArn             | Invalid Arn: 'Resource type not valid in this context: execution'
            StartExecution                   | 'stateMachineArn':'MACHINEgone'    | StateMachineDoesNotExist | State Machine Does Not Exist: 'MACHINEgone'
            StartExecution                   | 'stateMachineArn':'MACHINErollout','name':'a b' | InvalidName | Invalid Name: 'a b'
            StartExecution                   | 'stateMachineArn':'MACHINErollout','input':'no' | InvalidExecutionInput | Invalid State Machine Execution Input: 'Not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'
            StartExecution                   | 'stateMachineArn':'MACHINErollout','input':'LONG' | ValidationException | 1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144
            DescribeExecution                | 'executionArn':'x'                 | InvalidArn             | Invalid Arn: 'Invalid ARN prefix: x'
            DescribeExecution                | 'executionArn':'EXECUTIONr:gone'   | ExecutionDoesNotExist  | Execution Does Not Exist: 'EXECUTIONr:gone'
            GetExecutionHistory              | 'executionArn':'EXECUTIONr:gone'   | ExecutionDoesNotExist  | Execution Does Not Exist: 'EXECUTIONr:gone'
            StopExecution                    | 'executionArn':'EXECUTIONr:gone'   | ExecutionDoesNotExist  | Execution Does Not Exist: 'EXECUTIONr:gone'
            DescribeStateMachine             | 'stateMachineArn':'MACHINEgone'    | StateMachineDoesNotExist | State Machine Does Not Exist: 'MACHINEgone'
            DescribeStateMachineForExecution | 'executionArn':'MACHINErollout'    | InvalidArn             | Invalid Arn: 'Resource type not valid in this context: stateMachine'
            ListExecutions                   | 'stateMachineArn':'MACHINErollout','maxResults':1001 | ValidationException | 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000
            ListExecutions                   | 'stateMachineArn':'MACHINErollout','statusFilter':'OPEN' | ValidationException | 1 validation error detected: Value 'OPEN' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [ABORTED, FAILED, PENDING_REDRIVE, RUNNING, SUCCEEDED, TIMED_OUT]
            ListExecutions                   | 'mapRunArn':'x'                    | ValidationException    | The local Step Functions does not know the member 'mapRunArn'
            SendTaskSuccess                  | 'taskToken':'x','output':'1'       | InvalidToken           | Invalid Token: 'Invalid token'
            SendTaskFailure                  | 'taskToken':'x'                    | InvalidToken           | Invalid Token: 'Invalid token'
            SendTaskHeartbeat                | 'taskToken':'x'                    | InvalidToken           | Invalid Token: 'Invalid token'
            UpdateStateMachine               | 'stateMachineArn':'MACHINErollout' | MissingRequiredParameter | Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified
            UpdateStateMachine               | 'stateMachineArn':'MACHINErollout','publish':true | ValidationException | The local Step Functions does not know the member 'publish'
            """)
    void isRefused(String operation, String members, String code, String message) {
        JsonNode answer = client.json(operation, "{" + arns(members).replace("LONG", "x".repeat(262_145)) + "}");
        assertThat(answer.path("__type").asText()).isEqualTo(code);
        assertThat(answer.path("message").asText()).isEqualTo(arns(message));
    }

    private static String arns(String text) {
        return text.replace("MACHINE", MACHINE).replace("EXECUTION", EXECUTION);
    }

    @Test
    void anErrorNameOrCauseThatIsTooLongStopsNothing() {
        Execution execution = machine.start("{}");
        String stop = "{'executionArn':'" + execution.start().arn() + "','%s':'%s'}";
        assertThat(client.json("StopExecution", stop.formatted("error", "x".repeat(257)))
                        .path("__type")
                        .asText())
                .isEqualTo("ValidationException");
        assertThat(client.json("StopExecution", stop.formatted("cause", "x".repeat(32_769)))
                        .path("__type")
                        .asText())
                .isEqualTo("ValidationException");
        assertThat(execution.status()).isEqualTo(Execution.Status.RUNNING);
    }

    @Test
    void aStopOfWhatIsOverTellsWhenThatWas() {
        Execution execution = machine.start("{}");
        String stop = "{'executionArn':'" + execution.start().arn() + "','error':'%s'}";
        JsonNode first = client.json("StopExecution", stop.formatted("First"));
        JsonNode second = client.json("StopExecution", stop.formatted("Second"));
        assertThat(second.path("stopDate")).isEqualTo(first.path("stopDate"));
        assertThat(client.json("DescribeExecution", stop.formatted(""))
                        .path("error")
                        .asText())
                .isEqualTo("First");
    }
}
