package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** One state machine for a test, with a function that answers as the test says. */
final class Machine implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::111122223333:role/rollout";

    final ScaledClock clock;
    final List<ObjectNode> events = Collections.synchronizedList(new ArrayList<>());
    final List<Caller> callers = Collections.synchronizedList(new ArrayList<>());
    final StateMachines machines;
    final String arn;

    /** @param states the members of States, with ' for " */
    Machine(String startAt, String states, FunctionInvoker function) {
        this(1000, startAt, states, function);
    }

    Machine(int scale, String startAt, String states, FunctionInvoker function) {
        clock = new ScaledClock(scale);
        FunctionInvoker recorded = (name, payload, from) -> {
            callers.add(from);
            return function.invoke(name, payload, from);
        };
        machines = new StateMachines(
                new Place("111122223333", "eu-central-1"), clock, List.of(new LambdaInvoke(recorded)), events::add);
        arn = machines.put("rollout", ROLE, definition(startAt, states));
    }

    Machine(String startAt, String states) {
        this(startAt, states, (name, payload, from) -> answer("null"));
    }

    static String definition(String startAt, String states) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"%s\",\"States\":{%s}}"
                .formatted(startAt, states.replace('\'', '"'));
    }

    /** The events as {@code id previous type}. */
    static String story(Execution execution) {
        return execution.history().events().stream()
                .map(event -> event.id() + " " + event.previous() + " " + event.type())
                .collect(Collectors.joining("\n"));
    }

    /** The details of the only event of this type. */
    static String details(Execution execution, String type) {
        return execution.history().events().stream()
                .filter(event -> event.type().equals(type))
                .map(event -> event.details().toString())
                .collect(Collectors.joining("\n"));
    }

    static FunctionInvoker.Result answer(String json) {
        return new FunctionInvoker.Result(Json.read(json.replace('\'', '"')), null);
    }

    static FunctionInvoker.Result error(String type) {
        return new FunctionInvoker.Result(Json.object().put("errorType", type), "Unhandled");
    }

    Execution start(String input) {
        return machines.start(arn, null, input.replace('\'', '"'));
    }

    Execution.Outcome run(String input) {
        return over(start(input));
    }

    JsonNode output(String input) {
        Execution.Outcome outcome = run(input);
        if (outcome.output() == null) {
            throw new AssertionError("No output: " + outcome);
        }
        return outcome.output();
    }

    /** Lets so much of the machine's time pass. */
    void pass(Duration scaled) {
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        var _ = clock.after(scaled, () -> later.complete(true));
        later.join();
    }

    static Execution.Outcome over(Execution execution) {
        return execution.ended().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static List<String> types(Execution execution) {
        return execution.history().events().stream().map(History.Event::type).toList();
    }

    @Override
    public void close() {
        clock.close();
    }
}
