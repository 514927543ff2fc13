package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** Reads the members of a request, and refuses in AWS's words what its API model does not allow. */
final class Members {
    private Members() {}

    /** Refuses by name what AWS knows and the local Step Functions does not. */
    static void only(ObjectNode input, Set<String> known) {
        for (Iterator<String> names = input.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new AwsError(
                        400, "ValidationException", "The local Step Functions does not know the member '" + name + "'");
            }
        }
    }

    static String text(ObjectNode input, String member) {
        String value = optional(input, member);
        if (value == null) {
            throw invalid("Value at '%s' failed to satisfy constraint: Member must not be null".formatted(member));
        }
        return value;
    }

    static @Nullable String optional(ObjectNode input, String member) {
        JsonNode value = input.path(member);
        return value.isTextual() ? value.asText() : null;
    }

    /** @param most the longest that it may be, in bytes of UTF-8 */
    static @Nullable String optional(ObjectNode input, String member, int most) {
        String value = optional(input, member);
        return value == null ? null : limited(value, member, most);
    }

    static String limited(String value, String member, int most) {
        if (value.getBytes(StandardCharsets.UTF_8).length > most) {
            throw invalid("Value at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
                    .formatted(member, most));
        }
        return value;
    }

    static String stateMachine(ObjectNode input) {
        return arn(text(input, "stateMachineArn"), "stateMachine");
    }

    static String execution(ObjectNode input) {
        return arn(text(input, "executionArn"), "execution");
    }

    /** @throws AwsError InvalidArn when it is no ARN of Step Functions, or one of something else */
    private static String arn(String arn, String type) {
        String[] parts = arn.split(":", -1);
        if (parts.length < 7 || !parts[0].equals("arn") || !parts[2].equals("states")) {
            throw new AwsError(400, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
        }
        if (!parts[5].equals(type)) {
            throw new AwsError(
                    400, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: " + parts[5] + "'");
        }
        return arn;
    }

    static AwsError invalid(String problem) {
        return new AwsError(400, "ValidationException", "1 validation error detected: " + problem);
    }
}
