package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.local.lambda.LocalFunctions.JSON;
import static slipway.local.lambda.LocalFunctions.PERSON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.sqs.Message;

@Timeout(60)
class QueueMappingIT {
    @TempDir
    private Path work;

    private LocalFunctions local;

    @BeforeEach
    void start() {
        local = new LocalFunctions(work);
        local.make("AWS::SQS::Queue", "{\"QueueName\":\"dead\"}");
        local.make("AWS::SQS::Queue", """
                {"QueueName":"pushes","VisibilityTimeout":180,
                 "RedrivePolicy":{"deadLetterTargetArn":"%s","maxReceiveCount":3}}""".formatted(arn("dead")));
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void ofABatchOnlyWhatWasReportedStaysAndIsRedrivenInTheEnd() throws Exception {
        map(local.sample("pushed"));

        send("good 1");
        send("bad");
        send("good 2");
        List<Message> dead = local.queues.receiveHeld(arn("dead"), 10, Duration.ofSeconds(30));

        assertThat(dead).extracting(Message::body).containsExactly("bad");
        assertThat(local.depths).containsEntry("pushes", 0);
    }

    @Test
    void aRoleThatMayNotReceiveFailsTheDeployment() {
        String alias = local.sample("deaf");
        local.denied.add("sqs:ReceiveMessage");

        assertThatThrownBy(() -> map(alias)).hasMessageContaining("sqs:ReceiveMessage");
    }

    @Test
    void messagesThatWouldBeVisibleTooSoonFailTheDeployment() {
        String alias = local.function("slow", "some.Handler::handleRequest", 181);

        assertThatThrownBy(() -> map(alias))
                .hasMessage("Queue visibility timeout: 180 seconds is less than Function timeout: 181 seconds");
    }

    @Test
    void aMappingStaysWithinLambdasLimits() {
        String alias = local.sample("limited");

        assertThatThrownBy(() -> map(alias, "\"BatchSize\":11")).hasMessageContaining("is 11, not 1 to 10");
        assertThatThrownBy(() -> map(alias, "\"BatchSize\":10001,\"MaximumBatchingWindowInSeconds\":1"))
                .hasMessageContaining("is 10001, not 1 to 10000");
        assertThatThrownBy(() -> map(alias, "\"MaximumBatchingWindowInSeconds\":301"))
                .hasMessageContaining("is 301, not 0 to 300");
        assertThatThrownBy(() -> map(alias, "\"ScalingConfig\":{\"MaximumConcurrency\":1}"))
                .hasMessageContaining("is 1, not 2 to 1000");
    }

    private void map(String alias) {
        map(alias, "\"BatchSize\":10");
    }

    private void map(String alias, String setting) {
        local.make("AWS::Lambda::EventSourceMapping", """
                {"FunctionName":"%s","EventSourceArn":"%s",%s,
                 "FunctionResponseTypes":["ReportBatchItemFailures"]}""".formatted(alias, arn("pushes"), setting));
    }

    private void send(String body) {
        local.queues.send(arn("pushes"), body, JSON.createObjectNode(), Duration.ZERO, PERSON);
    }

    private String arn(String queue) {
        return local.queues.arn(queue);
    }
}
