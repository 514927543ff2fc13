package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** What StartExecution demands of names and inputs. */
final class ExecutionInput {
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]");

    private ExecutionInput() {}

    static JsonNode read(String input) {
        try {
            return Json.read(Members.limited(input, "input", Payload.MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400, "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
        }
    }

    static String name(String name) {
        if (name.isEmpty() || name.length() > 80 || FORBIDDEN.matcher(name).find()) {
            throw new AwsError(400, "InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
