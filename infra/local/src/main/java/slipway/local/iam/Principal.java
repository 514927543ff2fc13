package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import slipway.local.edge.Caller;

/**
 * Whom a resource's policy speaks of.
 *
 * @param kind {@code AWS} or {@code Service}
 */
record Principal(String kind, String value) {
    private static final Map<String, Pattern> KINDS = Map.of(
            "AWS", Pattern.compile("\\*|\\d{12}|arn:[\\w-]+:(iam|sts)::\\d{12}:.+"),
            "Service", Pattern.compile("\\*|[\\w.-]+\\.amazonaws\\.com(\\.cn)?"));

    static List<Principal> parse(JsonNode json) {
        List<Principal> principals = new ArrayList<>();
        if (json.isTextual()) {
            principals.add(of("AWS", json.asText()));
        }
        json.properties()
                .forEach(entry ->
                        PolicyDocument.texts(entry.getValue()).forEach(one -> principals.add(of(entry.getKey(), one))));
        return List.copyOf(principals);
    }

    private static Principal of(String kind, String value) {
        Pattern pattern = KINDS.get(kind);
        if (pattern == null) {
            throw new IllegalArgumentException("The local cloud does not know the principal type '" + kind + "'");
        }
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("Invalid principal in policy: \"%s\":\"%s\"".formatted(kind, value));
        }
        return new Principal(kind, value);
    }

    /** Whether an Allow that names this principal lets the caller in by itself. */
    boolean grants(Caller caller) {
        return switch (caller) {
            case Caller.Administrator administrator -> value.equals("*") || value.equals(administrator.arn());
            case Caller.RoleSession session -> value.equals("*") || isRole(session);
            case Caller.ServicePrincipal service ->
                value.equals("*") || (kind.equals("Service") && value.equals(service.principal()));
            case Caller.Anonymous anonymous -> value.equals("*");
        };
    }

    /** Whether this principal is the whole account: an Allow for it leaves the decision to the account's policies. */
    boolean isAccount(String account) {
        return kind.equals("AWS") && (value.equals(account) || value.endsWith("::" + account + ":root"));
    }

    /** Whether a Deny that names this principal meets the caller. */
    boolean covers(Caller caller) {
        // An account's root delegates to the account's policies when it allows, and means everybody when it denies.
        return grants(caller) || (caller instanceof Caller.RoleSession session && isAccountOf(session));
    }

    private boolean isRole(Caller.RoleSession session) {
        return kind.equals("AWS") && (value.equals(session.roleArn()) || value.equals(session.arn()));
    }

    private boolean isAccountOf(Caller.RoleSession session) {
        return isAccount(session.roleArn().replaceAll("^arn:[^:]*:iam::(\\d+):.*$", "$1"));
    }
}
