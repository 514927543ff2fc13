package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a statement lets a role do: one of its actions on one of its resources.
 *
 * @param role the role's name
 * @param policy the policy that the statement stands in, by name
 * @param statement as it was written, so that it is the same wherever it is deployed
 * @param action a pattern of the statement
 * @param resource a pattern of the statement
 */
public record Grant(String role, String policy, JsonNode statement, String action, String resource) {

    /** Everything that an Allow grants; nothing for a Deny, nor for what {@code NotAction} and its like leave open. */
    static Stream<Grant> of(String role, Opinion.Match match) {
        Statement statement = match.statement();
        if (!statement.allows()
                || statement.actions().not()
                || statement.resources().not()) {
            return Stream.empty();
        }
        return statement.actions().patterns().stream()
                .flatMap(action -> statement.resources().patterns().stream()
                        .map(resource -> new Grant(role, match.policy().name(), statement.source(), action, resource)));
    }

    /** Whether the question is one that this grant answers. */
    boolean covers(Question question) {
        return new Statement.Names(false, List.of(action)).matchAction(question.action(), question.context())
                && Wildcard.matches(resource, question.resource(), question.context());
    }
}
