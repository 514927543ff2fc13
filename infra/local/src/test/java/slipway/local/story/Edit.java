package slipway.local.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One thing wrong in the templates.
 *
 * @param sign how it shows once they are deployed
 */
record Edit(String name, Consumer<Templates> change, Sign sign) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String ROLE = "AWS::IAM::Role";
    private static final String QUEUES = "sqs:";
    private static final String RULE = "AWS::Events::Rule";
    /** What has no part in the short story: people, alarms that take live back, questions to people, owners' stacks. */
    private static final List<String> UNTOLD_ROLES = List.of(
            "slipway-local-drift-check",
            "slipway-local-operator",
            "slipway-local-status",
            "slipway-local-stack-updated",
            "slipway-local-resource-request",
            "slipway-local-resource-progress",
            "slipway-local-resource-failed",
            "slipway-local-resource-machine");

    private static final List<String> UNTOLD_RULES = List.of(
            "-image-replicated", "-alarm-state-changed", "-approval-requested", "-drift-found", "-stack-updated");
    private static final List<String> SERVICES = List.of("lambda.amazonaws.com", "states.amazonaws.com");

    @Override
    public String toString() {
        return name;
    }

    /** Those that can be deployed. */
    static Stream<Edit> all(Templates templates) {
        return Stream.of(roles(templates), targets(templates), variables(), states(), handlers())
                .flatMap(edits -> edits);
    }

    /** Every role that a function or a state machine takes, allowed nothing but what its deployment checks. */
    private static Stream<Edit> roles(Templates templates) {
        return taken(templates)
                .map(role -> new Edit("the role " + role + " may do nothing", emptied(role, QUEUES), refused(role)));
    }

    /** Every role that is checked when what uses it is deployed, without any policy. */
    static Stream<Edit> undeployable(Templates templates) {
        return taken(templates)
                .filter(role -> templates
                        .properties(ROLE, "RoleName", role)
                        .path("Policies")
                        .toString()
                        .contains(QUEUES))
                .map(role -> new Edit("the role " + role + " has no policy", emptied(role, "none"), refused(role)));
    }

    private static Stream<String> taken(Templates templates) {
        return templates.resources(ROLE).values().stream()
                .map(role -> role.path("Properties"))
                .filter(role -> SERVICES.contains(role.at("/AssumeRolePolicyDocument/Statement/0/Principal/Service")
                        .asText()))
                .map(role -> role.path("RoleName").asText())
                .filter(role -> !UNTOLD_ROLES.contains(role));
    }

    /** Step Functions' calls for its role do not pass the one port. */
    private static Sign refused(String role) {
        return scene -> Sign.denied(role).shows(scene)
                || Sign.taskFailed("assumed-role/" + role + "/").shows(scene);
    }

    /** Leaves the role only its own statements about actions of this kind. */
    private static Consumer<Templates> emptied(String role, String kept) {
        return templates -> {
            ObjectNode properties = templates.properties(ROLE, "RoleName", role);
            properties.remove("ManagedPolicyArns");
            properties
                    .path("Policies")
                    .forEach(policy -> keep((ArrayNode) policy.at("/PolicyDocument/Statement"), kept));
            templates.resources("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy").values().stream()
                    .map(policy -> policy.withObjectProperty("Properties").withArrayProperty("Roles"))
                    .forEach(roles -> roles.removeIf(other -> other.asText().equals(role)));
        };
    }

    private static void keep(ArrayNode statements, String kept) {
        statements.removeIf(statement -> !statement.path("Action").toString().contains(kept));
    }

    /** Every rule that the short story needs, at the target of the next one. */
    private static Stream<Edit> targets(Templates templates) {
        List<String> rules = new ArrayList<>(templates.resources(RULE).values().stream()
                .map(rule -> rule.at("/Properties/Name").asText())
                .filter(name -> UNTOLD_RULES.stream().noneMatch(name::endsWith))
                .toList());
        return rules.stream().map(rule -> {
            String next = rules.get((rules.indexOf(rule) + 1) % rules.size());
            return new Edit(
                    "the rule %s has the target of %s".formatted(rule, next),
                    edited -> {
                        JsonNode other = target(edited, next).path("Arn");
                        target(edited, rule).set("Arn", other);
                    },
                    Sign.deadLetter(rule));
        });
    }

    private static ObjectNode target(Templates templates, String rule) {
        return (ObjectNode) templates.properties(RULE, "Name", rule).at("/Targets/0");
    }

    private static Stream<Edit> variables() {
        return Stream.of(
                variable("slipway-local-rollout", "SLIPWAY_TABLE", "another-table"),
                variable("slipway-local-rollout", "SLIPWAY_BUS", "another-bus"),
                variable(
                        "slipway-local-desired-image-changed",
                        "SLIPWAY_STATE_MACHINE",
                        "arn:aws:states:eu-central-1:111122223333:stateMachine:another"));
    }

    private static Edit variable(String function, String variable, String value) {
        return new Edit(
                "%s of %s is %s".formatted(variable, function, value),
                templates -> ((ObjectNode) templates
                                .properties(FUNCTION, "FunctionName", function)
                                .at("/Environment/Variables"))
                        .put(variable, value),
                Sign.denied(function));
    }

    private static Stream<Edit> states() {
        return Stream.of(
                new Edit("Begin leads to Finished", next("/Begin"), Sign.endedTooEarly()),
                new Edit("a wanted smoke test leads to Finished", next("/Choose/Choices/2"), Sign.endedTooEarly()));
    }

    private static Consumer<Templates> next(String place) {
        return templates -> {
            ObjectNode properties = templates.properties(
                    "AWS::StepFunctions::StateMachine", "StateMachineName", "slipway-local-rollout");
            try {
                JsonNode definition =
                        JSON.readTree(properties.path("DefinitionString").asText());
                ((ObjectNode) definition.at("/States" + place)).put("Next", "Finished");
                properties.put("DefinitionString", definition.toString());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Stream<Edit> handlers() {
        return Stream.of("slipway-local-desired-image-changed", "slipway-local-smoke-test")
                .map(function -> new Edit(
                        "the handler of " + function + " is not there",
                        templates -> templates
                                .properties(FUNCTION, "FunctionName", function)
                                .put("Handler", "slipway.Nobody::handleRequest"),
                        Sign.logged(function, "slipway.Nobody")));
    }
}
