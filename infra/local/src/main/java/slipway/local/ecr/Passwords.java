package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;

/** Who may push and pull with which password; the user is always {@code AWS}. */
final class Passwords {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    /** The password {@code test} is the administrator's from the start, as the access key is. */
    Passwords(String account) {
        callers.put("test", new Caller.Administrator("arn:aws:iam::" + account + ":user/test"));
    }

    /** The authorization token, Base64 of {@code AWS:password}. */
    String issue(Caller caller) {
        String password = UUID.randomUUID().toString();
        callers.put(password, caller);
        return Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(UTF_8));
    }

    /** Who sent this Authorization header. */
    Optional<Caller> caller(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(authorization.substring(6)), UTF_8);
            return pair.startsWith("AWS:") ? Optional.ofNullable(callers.get(pair.substring(4))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
