package slipway.local.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.local.lambda.LocalFunctions.PERSON;
import static slipway.local.lambda.LocalFunctions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.AwsError;
import slipway.local.edge.Client;
import slipway.local.lambda.function.Stillborn;
import slipway.local.sqs.Message;

@Timeout(60)
class LambdasIT {
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
    void aFunctionAnswersUnderTheArnItWasInvokedWithAndItsLinesReachTheSink() {
        String alias = local.sample("echo");

        InvokeResult result = local.invoke(alias, "{\"say\":\"grüezi\"}");

        assertThat(result.functionError()).isNull();
        assertThat(result.payload().path("said").asText()).isEqualTo("grüezi");
        assertThat(result.payload().path("arn").asText())
                .isEqualTo("arn:aws:lambda:eu-central-1:111122223333:function:echo:live");
        assertThat(result.payload().path("remaining").asInt()).isBetween(15_000, 20_000);
        local.awaitLine("echo grüezi");
    }

    @Test
    void aFunctionSeesLambdasEnvironmentAndNothingOfThisProcess() {
        String alias = local.sample("env");

        JsonNode environment = local.invoke(alias, "{\"do\":\"env\"}").payload();

        assertThat(environment.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("env");
        assertThat(environment.path("AWS_LAMBDA_FUNCTION_VERSION").asText()).isEqualTo("1");
        assertThat(environment.path("GREETING").asText()).isEqualTo("hello");
        assertThat(environment.path("AWS_ENDPOINT_URL").asText()).isEqualTo("http://127.0.0.1:1");
        assertThat(environment.has("HOME")).isFalse();
        String key = environment.path("AWS_ACCESS_KEY_ID").asText();
        assertThat(local.identities.caller(key).orElseThrow().arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/sample-role/env");
        assertThat(local.identities.process(key)).isPresent();
    }

    @Test
    void aWarmJvmServesTheNextEventAlsoAfterAnException() {
        String alias = local.sample("warm");

        int first = pid(alias);
        InvokeResult failed = local.invoke(alias, "{\"do\":\"throw\"}");

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().path("errorType").asText()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(failed.payload().path("errorMessage").asText()).isEqualTo("as asked");
        assertThat(pid(alias)).isEqualTo(first);
    }

    @Test
    void noJvmLoadsAFileThatAnotherOneWrites() throws IOException {
        int jvm = pid(local.sample("first"));
        int other = pid(local.sample("second"));

        assertThat(interfaceClient(jvm)).hasSize(1).isEqualTo(interfaceClient(other));
        assertThat(interfaceClient(jvm)).noneMatch(file -> file.endsWith(".libaws-lambda-jni.so"));
    }

    /** The native library of AWS's interface client that a JVM has loaded. */
    private static Set<String> interfaceClient(int jvm) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(jvm), "maps")).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(file -> file.endsWith(".so") && file.startsWith(System.getProperty("java.io.tmpdir")))
                .collect(Collectors.toSet());
    }

    @Test
    void everyInvocationIsMeasured() {
        String alias = local.sample("measured");

        pid(alias);
        local.invoke(alias, "{\"do\":\"throw\"}");

        assertThat(local.measured)
                .containsEntry("measured Invocations", 2.0)
                .containsEntry("measured Errors", 1.0)
                .containsEntry("measured Throttles", 0.0);
        assertThat(local.measured.get("measured Duration")).isPositive();
    }

    @Test
    void aFunctionWithoutConcurrencyRefusesWhatWaitsForAnAnswerAndKeepsWhatDoesNot() {
        Client lambda = new Client(new LambdaService(local.lambdas, local.mappings));
        String concurrency = "/2017-10-31/functions/reserved/concurrency";
        String alias = local.sample("reserved");
        assertThat(lambda.send("PUT", concurrency, "{\"ReservedConcurrentExecutions\":-1}"))
                .contains("whole number from 0");
        lambda.send("PUT", concurrency, "{\"ReservedConcurrentExecutions\":0}");
        assertThat(lambda.get("/2019-09-30/functions/reserved/concurrency", Map.of()))
                .isEqualTo(json("{\"ReservedConcurrentExecutions\":0}"));

        assertThatThrownBy(() -> local.invoke(alias, "{}")).hasMessageContaining("Rate Exceeded.");
        local.lambdas.receive(alias, json("{\"say\":\"later\"}"), PERSON);
        local.awaitThrottle();
        local.awaitThrottle();
        assertThat(local.measured).doesNotContainKey("reserved Invocations");

        lambda.send("DELETE", concurrency, "");
        local.awaitLine("echo later");
    }

    @Test
    void aJvmThatExitsFailsItsInvocationAndTheNextOneGetsAnother() {
        String alias = local.sample("exit");
        int first = pid(alias);

        InvokeResult failed = local.invoke(alias, "{\"do\":\"exit\"}");

        assertThat(failed.payload().path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(failed.payload().path("errorMessage").asText()).contains("exit status 3");
        assertThat(local.invoke(alias, "{\"do\":\"leave\"}")
                        .payload()
                        .path("errorMessage")
                        .asText())
                .endsWith("Error: Runtime exited without providing a reason");
        assertThat(pid(alias)).isNotEqualTo(first);
    }

    @Test
    void anInvocationThatTakesTooLongIsEndedWithItsJvm() {
        String alias = local.function("slow", "slipway.local.lambda.function.Sample::handleRequest", 1);

        InvokeResult failed = local.invoke(alias, "{\"do\":\"hang\"}");

        assertThat(failed.payload().path("errorType").asText()).isEqualTo("Sandbox.Timedout");
        assertThat(failed.payload().path("errorMessage").asText()).endsWith("Task timed out after 1.00 seconds");
        CompletableFuture<?> dead = ProcessHandle.of(local.awaitHanging())
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        assertThat(dead).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aHandlerThatIsNotThereFailsAsLambdaSaysIt() {
        String alias = local.function("missing", "slipway.Nowhere::handleRequest", 20);

        InvokeResult failed = local.invoke(alias, "{}");

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().path("errorType").asText()).isEqualTo("java.lang.ClassNotFoundException");
        assertThat(failed.payload().path("errorMessage").asText()).contains("slipway.Nowhere");
    }

    @Test
    void aFunctionHasTheHeapOfItsMemoryAndItsJvmEndsWhenThatIsUsedUp() {
        String alias = local.sample("hoarder");
        int first = pid(alias);
        assertThat(local.invoke(alias, "{\"do\":\"options\"}").payload().toString())
                .contains("-Xmx217m");

        InvokeResult failed = local.invoke(alias, "{\"do\":\"hoard\"}");

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().path("errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(pid(alias)).isNotEqualTo(first);
    }

    @Test
    void anAnswerOfMoreThanSixMegabytesIsAnErrorOfTheFunction() {
        InvokeResult failed = local.invoke(local.sample("large"), "{\"do\":\"large\"}");

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().path("errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(failed.payload().path("errorMessage").asText()).contains("(6291556 bytes)");
    }

    @Test
    void whatIsReservedForAFunctionIsAsMuchAsItHandlesAtOnce() {
        String alias = local.sample("one");
        Client lambda = new Client(new LambdaService(local.lambdas, local.mappings));
        lambda.send("PUT", "/2017-10-31/functions/one/concurrency", "{\"ReservedConcurrentExecutions\":1}");
        CompletableFuture<InvokeResult> busy =
                CompletableFuture.supplyAsync(() -> local.invoke(alias, "{\"do\":\"hang\"}"));
        long pid = local.awaitHanging();

        assertThat(json(lambda.send("POST", "/2015-03-31/functions/one/invocations", "{}")))
                .isEqualTo(json("""
                        {"message":"Rate Exceeded.","Reason":"ReservedFunctionConcurrentInvocationLimitExceeded",
                         "Type":"User"}"""));

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(busy).succeedsWithin(Duration.ofSeconds(5));
        assertThat(local.invoke(alias, "{}").functionError()).isNull();
        assertThat(local.measured).containsEntry("one Throttles", 1.0);
    }

    @Test
    void aFunctionThatCannotBeMadeSaysWhyEveryTime() {
        String alias = local.function("stillborn", Stillborn.class.getName() + "::handleRequest", 20);

        for (int i = 0; i < 2; i++) {
            InvokeResult failed = local.invoke(alias, "{}");
            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(failed.payload().toString()).contains("IllegalStateException", "no table");
        }
    }

    @Test
    void whileAJvmIsBusyAnotherOneTakesTheNextEvent() {
        String alias = local.sample("busy");
        CompletableFuture<InvokeResult> hanging =
                CompletableFuture.supplyAsync(() -> local.invoke(alias, "{\"do\":\"hang\"}"));
        long busy = local.awaitHanging();

        assertThat((long) pid(alias)).isNotEqualTo(busy);

        ProcessHandle.of(busy).orElseThrow().destroyForcibly();
        assertThat(hanging).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aJvmKilledBetweenTwoEventsIsNotSeenByTheNextOne() {
        String alias = local.sample("idle");
        int first = pid(alias);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        assertThat(pid(alias)).isNotEqualTo(first);
    }

    @Test
    void aJvmThatNobodyNeedsEnds() {
        try (LocalFunctions fast = new LocalFunctions(work.resolve("fast"), 10_000)) {
            String alias = fast.sample("seldom");
            int first =
                    fast.invoke(alias, "{\"do\":\"pid\"}").payload().path("pid").asInt();

            ProcessHandle.of(first).ifPresent(jvm -> assertThat(jvm.onExit()).succeedsWithin(Duration.ofSeconds(10)));
            assertThat(fast.invoke(alias, "{}").functionError()).isNull();
        }
    }

    @Test
    void anEventWhoseJvmIsKilledIsTriedThreeTimesAndLandsInTheDestination() throws Exception {
        String alias = local.sample("killed");
        String deadLetters = deadLetters("killed");

        local.lambdas.receive(alias, json("{\"do\":\"hang\",\"say\":\"keep me\"}"), PERSON);
        CompletableFuture<Void> killer = CompletableFuture.runAsync(this::killThree);
        List<Message> given = local.queues.receiveHeld(deadLetters, 1, Duration.ofSeconds(40));

        killer.get(1, SECONDS);
        JsonNode failure = json(given.getFirst().body());
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
        assertThat(failure.at("/requestContext/functionArn").asText()).isEqualTo(alias);
        assertThat(failure.at("/requestPayload/say").asText()).isEqualTo("keep me");
        assertThat(failure.at("/responsePayload/errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(failure.at("/responsePayload/errorMessage").asText()).contains("signal: killed");
        assertThat(local.depths).containsEntry("killed-dead-letters", 0);
    }

    @Test
    void aCallerWhoMayNotInvokeIsRefused() {
        String alias = local.sample("closed");
        local.denied.add("lambda:InvokeFunction");

        assertThatThrownBy(() -> local.invoke(alias, "{}"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("lambda:InvokeFunction")
                .hasMessageContaining(alias);
        assertThatThrownBy(() -> local.lambdas.receive(alias, json("{}"), PERSON))
                .isInstanceOf(AwsError.class);
    }

    @Test
    void aDestinationThatTheRoleMayNotUseFailsTheDeployment() {
        local.sample("unsent");
        local.denied.add("sqs:SendMessage");

        assertThatThrownBy(() -> deadLetters("unsent"))
                .hasMessageContaining("execution role does not have permissions to call sqs:SendMessage");
    }

    private String deadLetters(String function) {
        local.make("AWS::SQS::Queue", "{\"QueueName\":\"%s-dead-letters\"}".formatted(function));
        String arn = local.queues.arn(function + "-dead-letters");
        local.make("AWS::Lambda::EventInvokeConfig", """
                {"FunctionName":"%s","Qualifier":"live","MaximumRetryAttempts":2,
                 "DestinationConfig":{"OnFailure":{"Destination":"%s"}}}""".formatted(function, arn));
        return arn;
    }

    private int pid(String alias) {
        return local.invoke(alias, "{\"do\":\"pid\"}").payload().path("pid").asInt();
    }

    private void killThree() {
        for (int i = 0; i < 3; i++) {
            ProcessHandle.of(local.awaitHanging()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
