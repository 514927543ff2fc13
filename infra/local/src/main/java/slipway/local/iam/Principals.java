package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import slipway.local.edge.Caller;

/**
 * Whom a statement of a resource's policy speaks of.
 *
 * @param not whether it speaks of everybody else; only a Deny can: an Allow would let in the whole world
 */
record Principals(boolean not, List<Principal> named) {

    static Principals parse(JsonNode statement, boolean allows) {
        boolean not = statement.has("NotPrincipal");
        if (not && allows) {
            throw new IllegalArgumentException(
                    "A statement with NotPrincipal that allows lets in everybody else: name whom it means in Principal");
        }
        return new Principals(not, Principal.parse(statement.path(not ? "NotPrincipal" : "Principal")));
    }

    boolean areGiven() {
        return not || !named.isEmpty();
    }

    /** Whether an Allow lets the caller in by itself. */
    boolean grant(Caller caller) {
        return named.stream().anyMatch(principal -> principal.grants(caller));
    }

    /** Whether a Deny meets the caller. */
    boolean cover(Caller caller) {
        return not ? !grant(caller) : named.stream().anyMatch(principal -> principal.covers(caller));
    }

    boolean include(String account) {
        return named.stream().anyMatch(principal -> principal.isAccount(account));
    }

    /** Whether the very session is named, and not only its role. */
    boolean nameSession(Caller caller) {
        return caller instanceof Caller.RoleSession session
                && named.stream().anyMatch(principal -> principal.value().equals(session.arn()));
    }
}
