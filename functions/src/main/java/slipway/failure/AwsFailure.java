package slipway.failure;

import org.jspecify.annotations.Nullable;

/** A call that AWS refused, or that got no answer, classified once; its message is a sentence for the operator. */
public final class AwsFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the caller has to know in order to decide what is next. */
    public enum Kind {
        /** Too many calls: the same call works later. */
        THROTTLED,
        /** Something else is going on with the resource, or it is there already. */
        CONFLICT,
        NOT_FOUND,
        /** A permission is missing: a person has to grant it. */
        DENIED,
        /** A quota is used up: a person has to raise it or remove something. */
        QUOTA,
        /** AWS will never accept this request. */
        INVALID,
        /** Nobody knows whether the call had its effect: look before it is made again. */
        UNAVAILABLE
    }

    private final String sentence;
    private final Kind kind;
    private final String action;
    private final String roleOrCaller;
    private final String resource;

    public AwsFailure(
            Kind kind, String action, String roleOrCaller, String resource, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.sentence = message;
        this.kind = kind;
        this.action = action;
        this.roleOrCaller = roleOrCaller;
        this.resource = resource;
    }

    /** The message: what failed and what to do, free of secrets. */
    public String sentence() {
        return sentence;
    }

    public Kind kind() {
        return kind;
    }

    /** The IAM action, such as bedrock-agentcore:UpdateAgentRuntime; for DENIED the one that AWS named. */
    public String action() {
        return action;
    }

    /** The role that was refused, by name, or whoever else AWS named; empty if it named nobody. */
    public String roleOrCaller() {
        return roleOrCaller;
    }

    /** The ARN that was refused; empty if AWS named none. */
    public String resource() {
        return resource;
    }

    /** Whether the same call may work later without anybody's doing. */
    public boolean isPassing() {
        return kind == Kind.THROTTLED || kind == Kind.CONFLICT || kind == Kind.UNAVAILABLE;
    }
}
