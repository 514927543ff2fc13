package slipway.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slipway.ledger.RolloutId;
import slipway.port.CrashPoint;
import slipway.rollout.Functions;
import slipway.rollout.Functions.Name;
import slipway.rollout.World;

/** The state machine's executions, each as its definition has it. */
final class Machines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ROLLOUT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration SMOKE_TIMEOUT = Duration.ofMinutes(15);
    private static final List<Duration> AFTER_A_CATCH =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16));
    private static final Duration LATER_CATCH = Duration.ofSeconds(30);
    private static final int FAILING = 10;
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final World world;
    private final VirtualTime time;
    private final Services services;
    private final Functions functions;
    private final Set<String> known = new HashSet<>();
    private int caught;

    Machines(World world, VirtualTime time, Services services, Functions functions) {
        this.world = world;
        this.time = time;
        this.services = services;
        this.functions = functions;
    }

    /** How often a catch was taken. */
    int caught() {
        return caught;
    }

    /** Runs what was started since. */
    void started() {
        world.executions.all().stream()
                .filter(known::add)
                .forEach(execution -> time.after(Duration.ZERO, () -> new Execution(execution).run()));
    }

    /** One execution, from its first state to Finished. */
    private final class Execution {
        private final String name;
        private final RolloutId rollout;
        private int turn;
        private int failures;

        private Execution(String name) {
            this.name = name;
            this.rollout = world.executions.rollout(name);
        }

        private void run() {
            String next = "";
            while (!next.equals("Finished")) {
                next = state();
            }
            world.executions.end(name);
        }

        private String state() {
            try {
                JsonNode answer = advance();
                String next = answer.path("next").asText();
                Duration seconds = Duration.ofSeconds(answer.path("seconds").asLong());
                switch (next) {
                    case "Pause" -> {
                        failures = 0;
                        pass(seconds);
                    }
                    case "Park" -> park(seconds);
                    case "SmokeTest" -> test(answer);
                    case "Finished" -> enter();
                    default -> throw new AssertionError("no such state: " + answer);
                }
                return next;
            } catch (RuntimeException | CrashPoint.Death failure) {
                return caughtUp();
            }
        }

        private String caughtUp() {
            caught++;
            pass(failures < AFTER_A_CATCH.size() ? AFTER_A_CATCH.get(failures) : LATER_CATCH);
            failures++;
            if (failures >= FAILING) {
                pass(LONG);
            }
            return "Pause";
        }

        /** Advance, and Choose after it. */
        private JsonNode advance() {
            enter();
            enter();
            turn++;
            return call(Name.ROLLOUT, ROLLOUT_TIMEOUT, "\"execution\":\"%s\",\"turn\":%d".formatted(name, turn));
        }

        private void test(JsonNode answer) {
            enter();
            call(
                    Name.SMOKE_TEST,
                    SMOKE_TIMEOUT,
                    "\"endpoint\":\"%s\",\"attempt\":%d"
                            .formatted(
                                    answer.path("endpoint").asText(),
                                    answer.path("attempt").asInt()));
            failures = 0;
        }

        private void park(Duration seconds) {
            enter();
            String token = name + " waits " + turn;
            call(Name.ROLLOUT, ROLLOUT_TIMEOUT, "\"token\":\"%s\"".formatted(token));
            for (Duration waited = Duration.ZERO;
                    waited.compareTo(seconds) < 0 && !world.executions.woken().contains(token);
                    waited = waited.plus(LOOK)) {
                time.pause(LOOK);
            }
            failures = 0;
        }

        private void pass(Duration duration) {
            enter();
            time.pause(duration);
        }

        private void enter() {
            services.make("states:StateTransition");
        }

        private JsonNode call(Name function, Duration timeout, String members) {
            String[] answer = new String[1];
            services.within(
                    timeout,
                    () -> answer[0] = functions.call(
                            function,
                            "{\"schema\":1,\"rollout\":\"%s\",\"now\":\"%s\",%s}"
                                    .formatted(rollout, time.instant(), members)));
            return read(answer[0]);
        }
    }

    private static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
