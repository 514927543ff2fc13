package slipway.cli.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import slipway.cli.screen.Facts;
import slipway.cli.screen.Plain;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.Role;

/** What IAM's simulator answered, for a person or a program. */
record Explanation(Role role, String action, String resource, EvaluationResult result, List<Decisive> statements) {

    void print(Screen screen) {
        var allowed = result.evalDecisionAsString().equals("allowed");
        screen.line(screen.paint(allowed ? Tone.GOOD : Tone.BAD, allowed ? "Allowed" : "Denied")
                + ": %s on %s by %s".formatted(Plain.text(action), Plain.text(resource), Plain.text(role.arn())));
        var facts = new Facts(screen);
        facts.fact("why", why());
        statements.forEach(statement -> {
            facts.fact("policy", Plain.text(statement.title()));
            facts.fact("", Plain.text(statement.text()));
        });
        facts.fact("boundary", boundary().map(limit -> limit + ", " + Plain.text(boundaryArn())));
        facts.fact("not given", Optional.of(Plain.text(String.join(", ", result.missingContextValues()))));
        facts.fact("not asked", "a policy of the resource itself");
    }

    private String why() {
        return switch (result.evalDecisionAsString()) {
            case "allowed" -> "these statements allow it, and none denies it";
            case "explicitDeny" -> "a statement denies it, whatever others allow";
            default ->
                boundary().filter("does not allow it"::equals).isPresent() && !statements.isEmpty()
                        ? "the role's policies allow it, its permissions boundary does not"
                        : "no statement of the role's policies allows it";
        };
    }

    private Optional<String> boundary() {
        return Optional.ofNullable(result.permissionsBoundaryDecisionDetail())
                .map(PermissionsBoundaryDecisionDetail::allowedByPermissionsBoundary)
                .map(allows -> allows ? "allows it" : "does not allow it");
    }

    private String boundaryArn() {
        return Optional.ofNullable(role.permissionsBoundary())
                .map(limit -> limit.permissionsBoundaryArn())
                .orElse("");
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("caller", role.arn())
                .put("action", action)
                .put("resource", resource)
                .put("decision", result.evalDecisionAsString());
        var matched = json.putArray("statements");
        statements.forEach(statement -> matched.add(statement.json()));
        Optional.ofNullable(result.permissionsBoundaryDecisionDetail())
                .ifPresent(detail -> json.putObject("boundary")
                        .put("policy", boundaryArn())
                        .put("allows", detail.allowedByPermissionsBoundary()));
        result.missingContextValues().forEach(json.withArrayProperty("missingContext")::add);
        return json;
    }
}
