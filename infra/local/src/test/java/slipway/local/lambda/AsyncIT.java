package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.local.lambda.LocalFunctions.PERSON;
import static slipway.local.lambda.LocalFunctions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.Client;
import slipway.local.lambda.function.Sample;

@Timeout(60)
class AsyncIT {
    private static final String ARN = "arn:aws:lambda:eu-central-1:111122223333:function:";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:ended";
    private static final String BUS = "arn:aws:events:eu-central-1:111122223333:event-bus/ended";
    private static final String DEAD_LETTERS = "arn:aws:sns:eu-central-1:111122223333:dead";

    @TempDir
    private Path work;

    private LocalFunctions local;

    @BeforeEach
    void start() {
        local = new LocalFunctions(work);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void successIsToldToItsDestination() {
        String alias = local.sample("told");
        configure("told", "live", "\"OnSuccess\":{\"Destination\":\"%s\"}".formatted(TOPIC));

        local.lambdas.receive(alias, json("{\"say\":\"hi\"}"), PERSON);
        Received.Handed handed = local.received.next();

        assertThat(handed.arn()).isEqualTo(TOPIC);
        assertThat(handed.from().arn()).endsWith("assumed-role/sample-role/told");
        JsonNode record = handed.event();
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("Success");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(1);
        assertThat(record.at("/responseContext").toString())
                .isEqualTo("{\"statusCode\":200,\"executedVersion\":\"1\"}");
        assertThat(record.at("/responsePayload/said").asText()).isEqualTo("hi");
    }

    @Test
    void aBusGetsFailuresAsEvents() {
        String alias = local.sample("bussed");
        configure("bussed", "live", "\"OnFailure\":{\"Destination\":\"%s\"}".formatted(BUS));

        local.lambdas.receive(alias, json("{\"do\":\"throw\"}"), PERSON);
        JsonNode event = local.received.next().event();

        assertThat(event.path("source").asText()).isEqualTo("lambda");
        assertThat(event.path("detail-type").asText()).isEqualTo("Lambda Function Invocation Result - Failure");
        assertThat(event.path("resources").toString()).isEqualTo("[\"%s\",\"%s\"]".formatted(BUS, alias));
        assertThat(event.at("/detail/responseContext/functionError").asText()).isEqualTo("Unhandled");
    }

    @Test
    void aDestinationOfTheUnpublishedCodeMissesWhatComesThroughAnAlias() {
        String alias = local.sample("missed");
        configure("missed", "$LATEST", "\"OnSuccess\":{\"Destination\":\"%s\"}".formatted(TOPIC));

        local.lambdas.receive(alias, json("{\"say\":\"by alias\"}"), PERSON);
        local.awaitLine("echo by alias");
        local.lambdas.receive(ARN + "missed", json("{\"say\":\"as it is\"}"), PERSON);

        assertThat(local.received.next().event().at("/responsePayload/said").asText())
                .isEqualTo("as it is");
    }

    @Test
    void aDeadLetterTopicGetsTheEventItself() {
        deadLettered("buried", "Terminate");
        configure("buried", "$LATEST", "");

        local.lambdas.receive(ARN + "buried", json("{\"do\":\"throw\"}"), PERSON);
        Received.Handed handed = local.received.next();

        assertThat(handed.arn()).isEqualTo(DEAD_LETTERS);
        assertThat(handed.event()).isEqualTo(json("{\"do\":\"throw\"}"));
        assertThat(handed.attributes()).containsEntry("ErrorCode", "200").containsEntry("ErrorMessage", "as asked");
        assertThat(local.measured).containsEntry("buried AsyncEventsDropped", 1.0);
    }

    @Test
    void anEventThatComesBackSixteenTimesGoesNoFurther() {
        deadLettered("circle", "Terminate");
        Client lambda = new Client(new LambdaService(local.lambdas, local.mappings));
        String trace = "";
        for (int i = 0; i < 16; i++) {
            trace = invoke(lambda, "circle", trace, "RequestResponse");
        }
        assertThat(trace).startsWith("\"Root=1-").contains(";Lineage=1:").endsWith(":16\"");

        assertThat(invoke(lambda, "circle", trace, "RequestResponse")).contains("recursive loop");
        invoke(lambda, "circle", trace, "Event");

        assertThat(local.received.next().attributes().get("ErrorMessage")).contains("recursive loop");
        assertThat(local.measured).containsEntry("circle RecursiveInvocationsDropped", 2.0);
        assertThat(local.measured).containsEntry("circle Invocations", 16.0);
    }

    @Test
    void aFunctionThatMayLoopIsNotStopped() {
        deadLettered("spiral", "Allow");
        Client lambda = new Client(new LambdaService(local.lambdas, local.mappings));
        String trace = "";
        for (int i = 0; i < 17; i++) {
            trace = invoke(lambda, "spiral", trace, "RequestResponse");
        }

        assertThat(trace).endsWith(":17\"");
    }

    @Test
    void settingsStayWithinLambdasLimits() {
        local.sample("limited");

        assertThatThrownBy(() -> settings("limited", "\"MaximumRetryAttempts\":3"))
                .hasMessageContaining("MaximumRetryAttempts")
                .hasMessageContaining("is 3, not 0 to 2");
        assertThatThrownBy(() -> settings("limited", "\"MaximumEventAgeInSeconds\":59"))
                .hasMessageContaining("is 59, not 60 to 21600");
        assertThatThrownBy(
                        () -> configure("limited", "live", "\"OnFailure\":{\"Destination\":\"arn:aws:s3:::bucket\"}"))
                .hasMessageContaining("neither a queue nor a topic");
    }

    @Test
    void settingsAreToldByQualifier() {
        local.sample("shown");
        configure("shown", "live", "\"OnSuccess\":{\"Destination\":\"%s\"}".formatted(TOPIC));
        Client lambda = new Client(new LambdaService(local.lambdas, local.mappings));
        String path = "/2019-09-25/functions/shown/event-invoke-config";

        JsonNode shown = lambda.get(path, Map.of("Qualifier", "live"));

        assertThat(shown.path("FunctionArn").asText()).isEqualTo(ARN + "shown:live");
        assertThat(shown.path("MaximumRetryAttempts").asInt(-1)).isZero();
        assertThat(shown.at("/DestinationConfig/OnSuccess/Destination").asText())
                .isEqualTo(TOPIC);
        assertThat(lambda.get(path + "/list", Map.of()).path("FunctionEventInvokeConfigs"))
                .containsExactly(shown);
        assertThat(lambda.get(path, Map.of()).path("message").asText()).contains("doesn't have an EventInvokeConfig");
    }

    private static String invoke(Client lambda, String name, String trace, String type) {
        return lambda.send(
                "POST",
                "/2015-03-31/functions/" + name + "/invocations",
                Map.of(),
                Map.of("x-amzn-trace-id", trace.replace("\"", ""), "x-amz-invocation-type", type),
                "{\"do\":\"trace\"}");
    }

    private void deadLettered(String name, String loop) {
        local.make("AWS::Lambda::Function", """
                {"FunctionName":"%s","Runtime":"java25","Handler":"%s::handleRequest","Timeout":20,"MemorySize":256,
                 "Role":"arn:aws:iam::111122223333:role/sample-role","Code":{"S3Bucket":"assets","S3Key":"%s"},
                 "DeadLetterConfig":{"TargetArn":"%s"},"RecursiveLoop":"%s"}""".formatted(name, Sample.class.getName(), name, DEAD_LETTERS, loop));
    }

    private void configure(String name, String qualifier, String destinations) {
        local.make("AWS::Lambda::EventInvokeConfig", """
                {"FunctionName":"%s","Qualifier":"%s","MaximumRetryAttempts":0,
                 "DestinationConfig":{%s}}""".formatted(name, qualifier, destinations));
    }

    private void settings(String name, String setting) {
        local.make("AWS::Lambda::EventInvokeConfig", """
                {"FunctionName":"%s","Qualifier":"live",%s}""".formatted(name, setting));
    }
}
