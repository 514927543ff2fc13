package slipway.failure;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.failure.AwsFailure.Kind;

/** Who was refused what, as IAM's message says it; empty where it does not. */
record Denial(String caller, String action, String resource) {
    private static final Pattern MESSAGE = Pattern.compile(
            "User: (\\S{1,500}) is not authorized to perform: (\\S{1,200})(?: on resource: \"?([^\\s\"]{1,2000}))?");
    private static final Pattern ASSUMED_ROLE = Pattern.compile("arn:[^:]+:sts::[0-9]+:assumed-role/([^/]+)/.*");

    static Denial parse(String action, String message) {
        var found = MESSAGE.matcher(message);
        if (!found.find()) {
            return new Denial("", action, "");
        }
        var resource = found.group(3) == null ? "" : found.group(3);
        return new Denial(roleName(found.group(1)), found.group(2), resource);
    }

    /** A session of a role is the role's affair. */
    private static String roleName(String caller) {
        var role = ASSUMED_ROLE.matcher(caller);
        return role.matches() ? role.group(1) : caller;
    }

    AwsFailure toFailure(String message, @Nullable Throwable cause) {
        var sentence = caller.isEmpty()
                ? "%s was denied: %s".formatted(action, message)
                : "%s may not %s%s: grant it, then try again"
                        .formatted(caller, action, resource.isEmpty() ? "" : " on " + resource);
        return new AwsFailure(Kind.DENIED, action, caller, resource, sentence, cause);
    }
}
