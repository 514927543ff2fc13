package slipway.local.states;

import java.util.List;

/** AWS's rules of which ErrorEquals takes which error: exact names and two wildcards, no prefixes. */
final class ErrorMatch {
    private ErrorMatch() {}

    static boolean matches(List<String> errorEquals, StatesError error) {
        // Nothing takes this one, not even its own name: AWS always fails the execution.
        if (StatesError.RUNTIME.equals(error.error())) {
            return false;
        }
        return errorEquals.stream().anyMatch(wanted -> matches(wanted, error));
    }

    private static boolean matches(String wanted, StatesError error) {
        boolean tooLarge = StatesError.DATA_LIMIT.equals(error.error());
        return switch (wanted) {
            case "States.ALL" -> !tooLarge;
            case "States.TaskFailed" -> !tooLarge && !error.isTimeout();
            case StatesError.HEARTBEAT -> error.isHeartbeat();
            case String exact -> exact.equals(error.error());
        };
    }
}
