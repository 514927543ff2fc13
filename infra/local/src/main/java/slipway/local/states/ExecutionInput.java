package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** What StartExecution demands of names and inputs. */
final class ExecutionInput {
    private static final Pattern FORBIDDEN = Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\p{Cs}]");

    private ExecutionInput() {}

    static JsonNode read(String input) {
        if (input.getBytes(StandardCharsets.UTF_8).length > TaskRunner.MAX_BYTES) {
            throw new AwsError(400, "InvalidExecutionInput", "The input is longer than 262144 bytes");
        }
        try {
            return Json.read(input);
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400, "InvalidExecutionInput", "Invalid State Machine Execution Input: " + e.getMessage());
        }
    }

    static String name(String name) {
        if (name.isEmpty() || name.length() > 80 || FORBIDDEN.matcher(name).find()) {
            throw new AwsError(400, "InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
