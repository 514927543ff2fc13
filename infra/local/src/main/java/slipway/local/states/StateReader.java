package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one state. */
final class StateReader {
    private static final String TOKEN = ".waitForTaskToken";
    private static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");
    private static final Set<String> LEAVING = Set.of("Output", "Assign", "Next", "End");

    /** AWS's greatest number of attempts and of seconds. */
    private static final int MAX = Templates.MAX_SECONDS;

    /** A year and a day, less a second. */
    private static final int LONGEST_DELAY = 31_622_399;

    private final Integrations integrations;

    StateReader(Integrations integrations) {
        this.integrations = integrations;
    }

    State read(String name, Fields fields) {
        String type = fields.text("Type");
        return switch (type) {
            case "Task" -> task(name, fields);
            case "Choice" -> choice(name, fields);
            case "Wait" -> waiting(name, fields);
            case "Pass" -> {
                fields.only(known(LEAVING));
                yield new State.Pass(name, exit(fields));
            }
            case "Succeed" -> {
                fields.only(known(Set.of("Output")));
                yield new State.Succeed(name, new State.Exit(fields.template("Output"), null, null));
            }
            case "Fail" -> {
                fields.only(known(Set.of("Error", "Cause")));
                yield new State.Fail(name, fields.template("Error"), fields.template("Cause"));
            }
            case String other ->
                throw fields.wrong("the local Step Functions does not know the state type '%s'".formatted(other));
        };
    }

    private State.Task task(String name, Fields fields) {
        fields.only(known(
                LEAVING, Set.of("Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds", "Retry", "Catch")));
        String wanted = fields.text("Resource");
        boolean token = wanted.endsWith(TOKEN);
        String resource = token ? wanted.substring(0, wanted.length() - TOKEN.length()) : wanted;
        boolean known = integrations.find(resource).stream().anyMatch(found -> !token || found.takesToken());
        if (!known) {
            throw fields.wrong("the local Step Functions does not know the resource '" + wanted + "'");
        }
        integrations
                .unknownArgument(resource, fields.object().path("Arguments"))
                .ifPresent(unknown -> {
                    throw fields.wrong("the local Step Functions does not know the argument '" + unknown + "'");
                });
        checkTimes(fields, token);
        return new State.Task(
                name,
                resource,
                token,
                fields.template("Arguments"),
                fields.template("TimeoutSeconds"),
                fields.template("HeartbeatSeconds"),
                retriers(fields),
                catchers(fields),
                exit(fields));
    }

    private static void checkTimes(Fields fields, boolean token) {
        if (!token && fields.has("HeartbeatSeconds")) {
            throw fields.wrong("the local Step Functions knows HeartbeatSeconds only with " + TOKEN);
        }
        int timeout = fields.seconds("TimeoutSeconds", 1);
        int heartbeat = fields.seconds("HeartbeatSeconds", 1);
        if (timeout > 0 && heartbeat >= timeout) {
            throw fields.wrong("'HeartbeatSeconds' must be less than 'TimeoutSeconds'");
        }
    }

    private static State.Choice choice(String name, Fields fields) {
        fields.only(known(Set.of("Choices", "Default", "Output", "Assign")));
        List<State.Rule> rules = new ArrayList<>();
        for (Fields rule : fields.list("Choices")) {
            rule.only(Set.of("Condition", "Next", "Output", "Assign", "Comment"));
            JsonNode condition = rule.required("Condition");
            if (!condition.isBoolean() && !Expressions.isExpression(condition)) {
                throw rule.wrong("'Condition' must be an expression");
            }
            rules.add(new State.Rule(condition, exitTo(rule, rule.text("Next"))));
        }
        if (rules.isEmpty()) {
            throw fields.wrong("needs 'Choices'");
        }
        return new State.Choice(name, rules, fields.has("Default") ? exitTo(fields, fields.text("Default")) : null);
    }

    private static State.Wait waiting(String name, Fields fields) {
        fields.only(known(LEAVING, Set.of("Seconds", "Timestamp")));
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            throw fields.wrong("needs either 'Seconds' or 'Timestamp'");
        }
        fields.seconds("Seconds", 0);
        return fields.has("Seconds")
                ? new State.Wait(name, State.Until.SECONDS, fields.required("Seconds"), exit(fields))
                : new State.Wait(name, State.Until.TIMESTAMP, fields.required("Timestamp"), exit(fields));
    }

    private static List<State.Retrier> retriers(Fields state) {
        List<State.Retrier> retriers = new ArrayList<>();
        for (Fields retry : state.list("Retry")) {
            retry.only(Set.of(
                    "ErrorEquals",
                    "IntervalSeconds",
                    "MaxAttempts",
                    "BackoffRate",
                    "MaxDelaySeconds",
                    "JitterStrategy",
                    "Comment"));
            retriers.add(new State.Retrier(
                    errors(retry, state, "Retry", retriers.size()),
                    retry.whole("IntervalSeconds", 1, 1, MAX),
                    retry.whole("MaxAttempts", 3, 0, MAX),
                    backoff(retry),
                    retry.whole("MaxDelaySeconds", LONGEST_DELAY, 1, LONGEST_DELAY),
                    jitter(retry)));
        }
        return retriers;
    }

    private static double backoff(Fields retry) {
        double rate =
                retry.has("BackoffRate") ? retry.object().get("BackoffRate").asDouble() : 2.0;
        if (rate < 1) {
            throw retry.wrong("'BackoffRate' must be 1.0 or more");
        }
        return rate;
    }

    private static boolean jitter(Fields retry) {
        String strategy = retry.has("JitterStrategy") ? retry.text("JitterStrategy") : "NONE";
        return switch (strategy) {
            case "FULL" -> true;
            case "NONE" -> false;
            case String other -> throw retry.wrong("there is no JitterStrategy '" + other + "'");
        };
    }

    private static List<State.Catcher> catchers(Fields state) {
        List<State.Catcher> catchers = new ArrayList<>();
        for (Fields item : state.list("Catch")) {
            item.only(Set.of("ErrorEquals", "Next", "Output", "Assign", "Comment"));
            catchers.add(
                    new State.Catcher(errors(item, state, "Catch", catchers.size()), exitTo(item, item.text("Next"))));
        }
        return catchers;
    }

    /** AWS refuses States.ALL beside another name, or before another entry. */
    private static List<String> errors(Fields fields, Fields state, String list, int index) {
        List<String> errors = new ArrayList<>();
        fields.object().path("ErrorEquals").forEach(error -> errors.add(error.asText()));
        if (errors.isEmpty()) {
            throw fields.wrong("needs 'ErrorEquals'");
        }
        boolean last = index == state.object().path(list).size() - 1;
        if (errors.contains("States.ALL") && (errors.size() > 1 || !last)) {
            throw fields.wrong("States.ALL must be alone in the last entry");
        }
        return List.copyOf(errors);
    }

    private static State.Exit exit(Fields fields) {
        boolean end = fields.object().path("End").asBoolean(false);
        if (end == fields.has("Next")) {
            throw fields.wrong("needs either 'Next' or 'End'");
        }
        return exitTo(fields, end ? null : fields.text("Next"));
    }

    private static State.Exit exitTo(Fields fields, @Nullable String next) {
        JsonNode assign = fields.template("Assign");
        if (assign != null && (!assign.isObject() || assign.has("states"))) {
            throw fields.wrong("'Assign' must be an object and cannot set 'states'");
        }
        return new State.Exit(fields.template("Output"), assign, next);
    }

    @SafeVarargs
    private static Set<String> known(Set<String>... more) {
        Set<String> all = new HashSet<>(COMMON);
        for (Set<String> some : more) {
            all.addAll(some);
        }
        return all;
    }
}
