package slipway.failure;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.failure.AwsFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The one place that decides what a failed AWS call means; nobody else looks at status codes or error names. */
public final class FailureClassifier {
    private static final int LONGEST_MESSAGE = 500;
    /** A ValidationException quotes the value that it refuses, which may be an environment variable's. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?is)value '.*' at '");

    /** A ValidationException for what a role may not do, at first or for good. */
    private static final Pattern UNASSUMABLE =
            Pattern.compile("(?i)role validation failed|access denied while validating ecr uri");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private FailureClassifier() {}

    /** Classifies an answer of AgentCore: its status, error name and message. */
    public static AwsFailure of(String action, int status, String code, String message) {
        return of(action, status, plain(code), message, null);
    }

    /** An error's name may carry a namespace before it and a URL behind it. */
    private static String plain(String code) {
        var end = code.indexOf(':');
        var name = end < 0 ? code : code.substring(0, end);
        return name.substring(name.indexOf('#') + 1);
    }

    /** Classifies a failure of an SDK's client; the action is AWS's word if it named one. */
    public static AwsFailure of(SdkException failure) {
        return of("", failure);
    }

    /** Classifies a failure of an SDK's client that called this action. */
    public static AwsFailure of(String action, SdkException failure) {
        if (failure instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            var details = service.awsErrorDetails();
            var named = action.isEmpty() ? orEmpty(details.serviceName()) : action;
            return of(
                    named,
                    service.statusCode(),
                    orEmpty(details.errorCode()),
                    orEmpty(details.errorMessage()),
                    failure);
        }
        var message = orEmpty(failure.getMessage());
        return failure instanceof SdkServiceException service
                ? of(action, service.statusCode(), "", message, failure)
                : unanswered(action, message, failure);
    }

    /** Classifies a call that broke off: it may or may not have had its effect. */
    public static AwsFailure unanswered(String action, IOException failure) {
        return unanswered(action, orEmpty(failure.getMessage()), failure);
    }

    /** Classifies a call whose answer says too little to be used. */
    public static AwsFailure unanswered(String action, String message, @Nullable Throwable cause) {
        var sentence = "%s got no answer that can be read: %s".formatted(orCall(action), shown(message));
        return new AwsFailure(Kind.UNAVAILABLE, action, "", "", sentence, cause);
    }

    private static AwsFailure of(String action, int status, String code, String message, @Nullable Throwable cause) {
        var kind = kind(status, code, message);
        if (kind == Kind.DENIED) {
            return Denial.parse(action, message).toFailure(shown(message), cause);
        }
        var sentence = "%s failed (%d %s): %s".formatted(orCall(action), status, code, shown(message));
        return new AwsFailure(kind, action, "", "", sentence, cause);
    }

    private static Kind kind(int status, String code, String message) {
        var name = code.toLowerCase(Locale.ROOT);
        if (status == 429 || has(name, "throttl", "toomany", "requestlimit", "throughputexceeded", "slowdown")) {
            return Kind.THROTTLED;
        }
        if (has(name, "expiredtoken", "requestexpired")) {
            // New credentials come by themselves.
            return Kind.UNAVAILABLE;
        }
        if (UNASSUMABLE.matcher(message).find()) {
            return Kind.DENIED;
        }
        if (status == 403 || status == 401 || has(name, "accessdenied", "unauthorized")) {
            return Kind.DENIED;
        }
        if (status == 402 || has(name, "quotaexceeded", "limitexceeded")) {
            return Kind.QUOTA;
        }
        if (status == 409 || has(name, "conflict", "resourceinuse")) {
            return Kind.CONFLICT;
        }
        if (status == 404 || has(name, "notfound", "doesnotexist")) {
            return Kind.NOT_FOUND;
        }
        return status >= 500 || status == 408 ? Kind.UNAVAILABLE : Kind.INVALID;
    }

    private static boolean has(String name, String... parts) {
        for (var part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String shown(String message) {
        var redacted = QUOTED_VALUE.matcher(message).replaceAll("Value '…' at '");
        var clean = CONTROL.matcher(redacted).replaceAll(" ");
        return clean.length() > LONGEST_MESSAGE ? clean.substring(0, LONGEST_MESSAGE) + "…" : clean;
    }

    private static String orCall(String action) {
        return action.isEmpty() ? "An AWS call" : action;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
