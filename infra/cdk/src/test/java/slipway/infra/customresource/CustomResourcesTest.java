package slipway.infra.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Statement;
import slipway.infra.naming.Names;

class CustomResourcesTest {
    private static final JsonNode STATES = definition().path("States");

    @Test
    void theServiceTokenIsTheAliasOfAFunctionWithAFixedName() {
        assertThat(new Names("slipway", "local", "111122223333", "eu-central-1").serviceToken())
                .isEqualTo("arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-resource-request:live");
        assertThat(Synthesis.resource("AWS::Lambda::Function", "FunctionName", "slipway-local-resource-request"))
                .isNotNull();
    }

    @Test
    void whatCannotBeTakenInGoesToWhoeverAnswersAndNothingOfThatFunctionGoesAnywhere() {
        var taking =
                Synthesis.resource("AWS::Lambda::EventInvokeConfig", "FunctionName", "slipway-local-resource-request");
        assertThat(taking.at("/DestinationConfig/OnFailure/Destination").toString())
                .contains("ResourceFailedLive");
        assertThat(taking.path("MaximumEventAgeInSeconds").asInt())
                .as("the answer has to come within the hour")
                .isEqualTo(300);
        assertThat(Synthesis.resource("AWS::Lambda::EventInvokeConfig", "FunctionName", "slipway-local-resource-failed")
                        .has("DestinationConfig"))
                .as("it would get the URL")
                .isFalse();
    }

    @Test
    void aLookThatDiesIsCountedUntilItIsGivenUpAndThenKeptByItsKeyAlone() {
        assertThat(definition().has("TimeoutSeconds")).isFalse();
        assertThat(STATES.at("/Look/Catch").toString())
                .isEqualTo("[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"CountFailure\"}]");
        assertThat(STATES.at("/JudgeFailures/Choices/0/Next").asText()).isEqualTo("GiveUp");
        assertThat(STATES.at("/GiveUp/Catch").toString())
                .isEqualTo("[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Keep\"}]");
        assertThat(STATES.at("/Keep/Resource").asText()).isEqualTo("arn:aws:states:::sqs:sendMessage");
        assertThat(STATES.at("/Keep/Arguments/MessageBody").fieldNames())
                .toIterable()
                .containsExactly("schema", "request", "execution", "at");
    }

    @Test
    void anAnswerThatCannotBeSentIsTriedForAQuarterOfAnHour() {
        var retry = STATES.at("/GiveUp/Retry/1");
        var seconds = 0.0;
        var pause = retry.path("IntervalSeconds").asDouble();
        for (var attempt = 0; attempt < retry.path("MaxAttempts").asInt(); attempt++) {
            seconds += Math.min(pause, retry.path("MaxDelaySeconds").asInt());
            pause *= retry.path("BackoffRate").asDouble();
        }
        assertThat(seconds).isBetween(15 * 60.0, 25 * 60.0);
        assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
        assertThat(STATES.at("/GiveUp/Retry/0/ErrorEquals/0").asText())
                .isEqualTo("slipway.customresource.UnknownRequest");
        assertThat(Synthesis.ROOT.resolve("functions/src/main/java/slipway/customresource/UnknownRequest.java"))
                .exists();
    }

    @ParameterizedTest
    @CsvSource({
        "resource-request, request/*, GenerateDataKey",
        "resource-progress, request/* configuration/*, Decrypt GenerateDataKey",
        "resource-failed, request/*, Decrypt GenerateDataKey",
    })
    void theKeyOpensForAFunctionWhatIsSealedForItAlone(String function, String contexts, String operations) {
        var sealing = Synthesis.roles().getOrDefault("slipway-local-" + function, List.of()).stream()
                .filter(statement -> statement.actions().stream().anyMatch(action -> action.startsWith("kms:")))
                .filter(statement -> !statement.condition().toString().contains("kms:ViaService"))
                .toList();
        assertThat(sealing)
                .extracting(statement -> statement
                        .condition()
                        .at("/StringLike/kms:EncryptionContext:sealed-for")
                        .asText())
                .containsExactlyInAnyOrder(contexts.split(" "));
        var actions = new TreeSet<String>();
        sealing.forEach(statement -> actions.addAll(statement.actions()));
        assertThat(actions)
                .containsExactlyElementsOf(List.of(operations.split(" ")).stream()
                        .map(operation -> "kms:" + operation)
                        .toList());
    }

    @Test
    void theMachineCallsItsTwoFunctionsAndItsQueueAndNoMore() {
        var statements = Synthesis.roles().get("slipway-local-resource-machine");
        assertThat(statements)
                .flatExtracting(Statement::actions)
                .containsExactlyInAnyOrder(
                        "lambda:InvokeFunction", "sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey");
        assertThat(statements)
                .filteredOn(statement -> statement.actions().contains("kms:Decrypt"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.condition().toString())
                        .contains("\"kms:ViaService\":\"sqs.eu-central-1.amazonaws.com\""));
    }

    @Test
    void requestsAndDeadLettersLieUnderTheCustomersKeyAndRequestsForSomeDays() {
        var table = Synthesis.resource("AWS::DynamoDB::Table", "TableName", "slipway-local-requests");
        assertThat(table.at("/SSESpecification/KMSMasterKeyId").isMissingNode()).isFalse();
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expires");
        assertThat(table.has("PointInTimeRecoverySpecification")).isFalse();
        var queue = Synthesis.resource("AWS::SQS::Queue", "QueueName", "slipway-local-resource-dead-letters");
        assertThat(queue.path("KmsMasterKeyId").toString()).contains("Key");
    }

    private static JsonNode definition() {
        var machine =
                Synthesis.resource("AWS::StepFunctions::StateMachine", "StateMachineName", "slipway-local-resource");
        try {
            return new ObjectMapper().readTree(machine.path("DefinitionString").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
