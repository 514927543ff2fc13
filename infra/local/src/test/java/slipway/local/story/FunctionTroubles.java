package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slipway.local.bus.Bus;
import slipway.local.edge.Faults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Executions that do not end as rollouts do, and functions that fail or may not run. */
final class FunctionTroubles {
    private static final String LEDGER = Scene.CONTROL_PLANE + "-ledger";
    private static final String EDITED = "edited-by-hand";

    private final Scene scene;

    private FunctionTroubles(Scene scene) {
        this.scene = scene;
    }

    static List<Trouble> of(Scene scene) {
        FunctionTroubles functions = new FunctionTroubles(scene);
        return List.of(
                new Trouble("an execution without input", Set.of("executions-failed"), () -> {
                    functions.execution("{}");
                    Trouble.ring(scene, "executions-failed");
                }),
                new Trouble(
                        "executions of rollouts that are not there, stopped while the ledger is out of reach",
                        Set.of(
                                "rollout-errors",
                                "rollout-failing",
                                "executions-aborted",
                                "rollout-interrupted-errors",
                                "rollout-interrupted-dead-letters"),
                        functions::executions),
                new Trouble(
                        "an item of the ledger that somebody edited",
                        Set.of("operator-errors", "status-errors"),
                        functions::item));
    }

    /** Must come last. A push waits, too. */
    static Trouble nothingMayRun(Scene scene, List<String> functions) {
        Set<String> alarms = new HashSet<>(Set.of("image-pushed-oldest-message"));
        functions.forEach(function -> alarms.add(throttles(function)));
        return new Trouble(
                "no concurrency is left for any function",
                alarms,
                () -> new FunctionTroubles(scene).throttle(functions));
    }

    private static String throttles(String function) {
        return function.substring(Scene.CONTROL_PLANE.length() + 1) + "-throttles";
    }

    private String execution(String input) {
        return execution(scene, Stage.MACHINE, input);
    }

    static String execution(Scene scene, String machine, String input) {
        ObjectNode start = Aws.object().put("stateMachineArn", machine).put("input", input);
        return scene.aws()
                .call("states", "AWSStepFunctions.StartExecution", start)
                .path("executionArn")
                .asText();
    }

    private void executions() {
        List<String> started = new ArrayList<>();
        for (int i = 97; i <= 99; i++) {
            started.add(execution("{\"schema\":1,\"target\":\"support\",\"rollout\":\"support-%d\"}".formatted(i)));
        }
        Trouble.ring(scene, "rollout-errors", "rollout-failing");
        Faults.Armed denied = Trouble.deny(scene, "dynamodb:*", "rollout-interrupted");
        started.forEach(arn -> scene.aws()
                .call("states", "AWSStepFunctions.StopExecution", Aws.object().put("executionArn", arn)));
        Trouble.ring(scene, "executions-aborted", "rollout-interrupted-errors", "rollout-interrupted-dead-letters");
        denied.disarm();
    }

    private void item() {
        ObjectNode put = Aws.object().put("TableName", LEDGER);
        ObjectNode item = put.putObject("Item");
        item.putObject("pk").put("S", "TARGET#" + EDITED);
        item.putObject("sk").put("S", "STATE");
        item.putObject("claim").put("S", "none, I think");
        scene.aws().call("dynamodb", "DynamoDB_20120810.PutItem", put);
        ask("operator", Aws.object().put("verb", "release"));
        ask("status", Aws.object().put("view", "target"));
    }

    private void ask(String function, ObjectNode request) {
        URI url = URI.create(scene.parameter(function + "-url"));
        ObjectNode whole = request.put("schema", 1).put("target", EDITED);
        Trouble.until(
                scene,
                function + "-errors",
                () -> assertThatThrownBy(() -> scene.aws().ask(url, whole))
                        .isInstanceOf(StoryFailed.class)
                        .hasMessageStartingWith("502"));
    }

    private void throttle(List<String> functions) {
        try (LambdaClient lambda = lambda(scene)) {
            functions.forEach(function ->
                    lambda.putFunctionConcurrency(r -> r.functionName(function).reservedConcurrentExecutions(0)));
            scene.cloud().bus().publish(Bus.DEFAULT, EventTroubles.push(scene));
            functions.forEach(function -> Trouble.until(
                    scene,
                    throttles(function),
                    () -> assertThatThrownBy(() ->
                                    lambda.invoke(r -> r.functionName(function).qualifier("live")))
                            .isInstanceOf(TooManyRequestsException.class)));
        }
        Trouble.ring(scene, "image-pushed-oldest-message");
    }

    /** Tries nothing again: each refusal counts. */
    static LambdaClient lambda(Scene scene) {
        return LambdaClient.builder()
                .endpointOverride(scene.cloud().uri())
                .region(Region.of(Stage.PLACE.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
