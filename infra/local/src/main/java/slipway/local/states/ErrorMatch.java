package slipway.local.states;

import java.util.List;
import java.util.Set;

/** AWS's rules of which ErrorEquals takes which error: exact names and two wildcards, no prefixes. */
final class ErrorMatch {
    private static final Set<String> TIMEOUTS = Set.of(StatesError.TIMEOUT, StatesError.HEARTBEAT);

    private ErrorMatch() {}

    static boolean matches(List<String> errorEquals, String error) {
        // Nothing takes this one, not even its own name: AWS always fails the execution.
        if (error.equals(StatesError.RUNTIME)) {
            return false;
        }
        return errorEquals.stream().anyMatch(wanted -> matches(wanted, error));
    }

    private static boolean matches(String wanted, String error) {
        return switch (wanted) {
            case "States.ALL" -> !error.equals(StatesError.DATA_LIMIT);
            case "States.TaskFailed" -> !TIMEOUTS.contains(error) && !error.equals(StatesError.DATA_LIMIT);
            case "States.Timeout" -> TIMEOUTS.contains(error);
            case String exact -> exact.equals(error);
        };
    }
}
