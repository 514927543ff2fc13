package slipway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.ledger.RolloutId;
import slipway.port.CrashPoint;
import slipway.rollout.Functions;
import slipway.rollout.Functions.Name;
import slipway.rollout.World;

/** The state machine's executions, as its definition has them: advance, pause or park, test, advance again. */
final class Machine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AFTER_A_CATCH = Duration.ofSeconds(30);

    private final World world;
    private final Functions functions;
    private final Watch watch;
    private final Map<String, Place> places = new HashMap<>();

    /** Where an execution is. */
    private static final class Place {
        private Instant due = Instant.MIN;
        private String token = "";
        private Optional<JsonNode> test = Optional.empty();
        private int turn;
    }

    Machine(World world, Functions functions, Watch watch) {
        this.world = world;
        this.functions = functions;
        this.watch = watch;
    }

    List<String> due() {
        List<String> woken = world.executions.woken();
        return world.executions.running().stream()
                .filter(execution -> isDue(place(execution), woken))
                .toList();
    }

    private boolean isDue(Place place, List<String> woken) {
        return !world.now.isBefore(place.due) || woken.contains(place.token);
    }

    /** When the next of them is due; empty where none runs. */
    Optional<Instant> next() {
        return world.executions.running().stream()
                .map(execution -> place(execution).due)
                .min(Instant::compareTo);
    }

    private Place place(String execution) {
        return places.computeIfAbsent(execution, _ -> new Place());
    }

    /** One task of the execution, and what its state does with the answer. */
    String visit(String execution) {
        Place place = place(execution);
        RolloutId rollout = world.executions.rollout(execution);
        place.token = "";
        try {
            return watch.acting(
                    execution,
                    rollout,
                    () -> place.test.isPresent() ? test(place, rollout) : advance(place, execution, rollout));
        } catch (RuntimeException | CrashPoint.Death failure) {
            // Whatever failed leads to Pause, and from there to Advance.
            place.test = Optional.empty();
            place.due = world.now.plus(AFTER_A_CATCH);
            return "fails: " + failure;
        }
    }

    private String test(Place place, RolloutId rollout) {
        JsonNode test = place.test.orElseThrow();
        functions.call(
                Name.SMOKE_TEST,
                "{\"schema\":1,\"rollout\":\"%s\",\"endpoint\":\"%s\",\"attempt\":%d,\"now\":\"%s\"}"
                        .formatted(
                                rollout,
                                test.path("endpoint").asText(),
                                test.path("attempt").asInt(),
                                world.now));
        place.test = Optional.empty();
        return "tested " + test.path("endpoint").asText();
    }

    private String advance(Place place, String execution, RolloutId rollout) {
        JsonNode answer = read(functions.call(
                Name.ROLLOUT,
                "{\"schema\":1,\"rollout\":\"%s\",\"execution\":\"%s\",\"turn\":%d,\"now\":\"%s\"}"
                        .formatted(rollout, execution, ++place.turn, world.now)));
        String next = answer.path("next").asText();
        switch (next) {
            case "Pause" ->
                place.due = world.now.plusSeconds(answer.path("seconds").asLong());
            case "SmokeTest" -> place.test = Optional.of(answer);
            case "Finished" -> world.executions.end(execution);
            case "Park" ->
                park(place, execution, rollout, answer.path("seconds").asLong());
            default -> throw new AssertionError("no such state: " + answer);
        }
        return next + (answer.has("seconds") ? " " + answer.path("seconds").asLong() + " s" : "");
    }

    private void park(Place place, String execution, RolloutId rollout, long seconds) {
        place.token = execution + " waits " + place.turn;
        functions.call(
                Name.ROLLOUT, "{\"schema\":1,\"rollout\":\"%s\",\"token\":\"%s\"}".formatted(rollout, place.token));
        place.due = world.now.plusSeconds(seconds);
    }

    private static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
