package slipway.local.edge;

import java.util.Map;
import java.util.TreeMap;

/** An error as a service answers it. Each protocol writes it in its own shape. */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String field;
    private final transient Map<String, String> members;

    /**
     * @param status the HTTP status
     * @param code the error's name without a namespace, for example {@code ConflictException}
     */
    public AwsError(int status, String code, String message) {
        this(status, code, message, "", Map.of());
    }

    /** @param field the member of the request that the error is about; empty for none */
    public AwsError(int status, String code, String message, String field) {
        this(status, code, message, field, Map.of());
    }

    private AwsError(int status, String code, String message, String field, Map<String, String> members) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
        this.members = members;
    }

    /** The same with another member of the error's shape beside its message. */
    public AwsError with(String member, String value) {
        Map<String, String> more = new TreeMap<>(members);
        more.put(member, value);
        return new AwsError(status, code, text(), field, more);
    }

    public static AwsError accessDenied(Caller caller, String action, String resource) {
        return new AwsError(
                403,
                "AccessDeniedException",
                "User: %s is not authorized to perform: %s on resource: %s".formatted(caller.arn(), action, resource));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Empty where the error is about no member, or about several. */
    public String field() {
        return field;
    }

    /** What the error's shape holds beside its message. */
    public Map<String, String> members() {
        return members;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
