package slipway.rollout;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import slipway.port.FunctionContext;
import slipway.publish.PublishHandlers;

/**
 * What became of an event that its handler was given.
 *
 * @param refusal why it goes on to a dead-letter queue
 * @param log the lines that the handler wrote
 */
record Handled(Optional<String> refusal, List<String> log) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Gives the event to the handler that the rule of this folder leads to. */
    static Handled of(String folder, String event, World world) {
        PrintStream out = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Optional<String> refusal = refusal(folder, event, world);
            return new Handled(
                    refusal, written.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setOut(out);
        }
    }

    private static Optional<String> refusal(String folder, String event, World world) {
        try {
            if (folder.equals("image-pushed") || folder.equals("image-replicated")) {
                JsonNode failures = batch(world, List.of(event));
                return failures.isEmpty() ? Optional.empty() : Optional.of(failures.toString());
            }
            call(handler(folder, world), event);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Gives the events to the handler of pushes as one batch, numbered from 0; the failures in its answer. */
    static JsonNode batch(World world, List<String> events) throws IOException {
        ObjectNode batch = JSON.createObjectNode();
        for (int number = 0; number < events.size(); number++) {
            batch.withArray("Records")
                    .addObject()
                    .put("messageId", String.valueOf(number))
                    .put("body", events.get(number));
        }
        return JSON.readTree(call(PublishHandlers.imagePushed(world.publisher), batch.toString()))
                .path("batchItemFailures");
    }

    private static RequestStreamHandler handler(String folder, World world) {
        return switch (folder) {
            case "target-declared" -> PublishHandlers.targetDeclared(world.declarations, world.names);
            case "desired-image-changed" -> new DesiredImageChangedHandler(world.requests, world.names);
            case "rollout-interrupted" -> new RolloutInterruptedHandler(world.ledger, world.admission);
            case "alarm-state-changed" -> new AlarmStateChangedHandler(world.ledger, world.admission);
            case "stack-updated" ->
                new StackUpdatedHandler(new StackUpdates(world.ledger, world.runtimes, world.admission));
            default -> throw new AssertionError("no handler for the events in " + folder);
        };
    }

    private static String call(RequestStreamHandler handler, String input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                output,
                new FunctionContext("handled", "request"));
        return output.toString(StandardCharsets.UTF_8);
    }
}
