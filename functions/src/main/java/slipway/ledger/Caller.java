package slipway.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asked, as AWS verified it.
 *
 * @param arn of a user, or of a role's session; a session's name is whatever the caller said
 */
public record Caller(String arn) {
    private static final Pattern SESSION =
            Pattern.compile("(arn:[a-z-]+:sts::[0-9]{12}:assumed-role/[\\w+=,.@/-]+)/([\\w+=,.@-]{2,64})");

    private static final Pattern STACK = Pattern.compile("arn:[a-z-]+:cloudformation:.+:stack/.+");

    public Caller {
        if (arn.isBlank()) {
            throw new IllegalArgumentException("a caller needs an ARN");
        }
    }

    /** The session's name, the caller's own word. */
    public Optional<String> session() {
        Matcher session = SESSION.matcher(arn);
        return session.matches() ? Optional.of(session.group(2)) : Optional.empty();
    }

    /** The role, or the user. */
    public String principal() {
        Matcher session = SESSION.matcher(arn);
        return session.matches() ? session.group(1) : arn;
    }

    /** Whether a stack asked, by its custom resource. */
    public boolean isStack() {
        return STACK.matcher(arn).matches();
    }

    /** For people: whose word a session's name is stands beside it. */
    @Override
    public String toString() {
        return session()
                .map(name -> principal() + ", session " + name + " by its own word")
                .orElse(arn);
    }
}
