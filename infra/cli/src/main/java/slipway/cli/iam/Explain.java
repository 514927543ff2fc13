package slipway.cli.iam;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Asks IAM's simulator one question, and shows the statements that answer it. */
@Command(
        name = "explain",
        header = "Say whether a role may do something, and which statement decides.",
        description = {
            "",
            "IAM's own simulator answers, from the role's policies and its permissions boundary. It asks no policy of the "
                    + "resource itself, of a queue or a key. Exit code 1: it is denied."
        },
        footer = {
            "  scripts/slipway.sh --env prod iam explain rollout cloudwatch:GetMetricData '*'",
            "  scripts/slipway.sh iam explain rollout iam:PassRole '*' --context iam:PassedToService=x"
        })
public final class Explain extends Verb {
    private static final int FORBIDDEN = 403;

    @Parameters(
            index = "0",
            paramLabel = "CALLER",
            description =
                    "A role's name or ARN, the ARN of one of its sessions, or the short name of a function of Slipway's.")
    @SuppressWarnings("NullAway.Init")
    private String caller;

    @Parameters(index = "1", paramLabel = "ACTION", description = "As policies write it: ecr:PutImage.")
    @SuppressWarnings("NullAway.Init")
    private String action;

    @Parameters(index = "2", paramLabel = "RESOURCE", description = "An ARN, or '*' for an action that knows none.")
    @SuppressWarnings("NullAway.Init")
    private String resource;

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "A condition key of the call, as aws:ResourceTag/team=a; several values with commas between.")
    private Map<String, String> context = Map.of();

    @Override
    protected Exit run() {
        if (!action.matches("[\\w-]+:\\w+")) {
            throw new Failure(
                    Exit.WRONG_USAGE, "'%s' is no action: write service:Action, as in ecr:PutImage".formatted(action));
        }
        if (!resource.equals("*") && !resource.startsWith("arn:")) {
            throw new Failure(Exit.WRONG_USAGE, "'%s' is no resource: write its ARN, or '*'".formatted(resource));
        }
        plane().caller();
        try (IamClient iam = slipway().aws().client(IamClient.builder())) {
            return explain(iam);
        } catch (IamException refused) {
            if (refused.statusCode() != FORBIDDEN) {
                throw refused;
            }
            throw new Failure(
                    Exit.NOT_ALLOWED,
                    "IAM does not tell: %s%nIt takes iam:GetRole, iam:SimulatePrincipalPolicy and what reads policies: the statement in docs/operating.md."
                            .formatted(refused.getMessage()));
        }
    }

    private Exit explain(IamClient iam) {
        var roles = new Callers(iam, slipway().environment());
        var role = roles.find(caller);
        var result = iam.simulatePrincipalPolicy(r -> r.policySourceArn(role.arn())
                        .actionNames(action)
                        .resourceArns(resource)
                        .contextEntries(entries()))
                .evaluationResults()
                .getFirst();
        var explanation = new Explanation(role, action, resource, result, statements(iam, role.roleName(), result));
        if (slipway().json()) {
            slipway().print(explanation.json());
        } else {
            explanation.print(screen());
        }
        return result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED ? Exit.DONE : Exit.NOT_AS_THINGS_STAND;
    }

    private static List<Decisive> statements(IamClient iam, String role, EvaluationResult result) {
        var policies = new PolicyTexts(iam, role);
        return result.matchedStatements().stream().map(policies::find).toList();
    }

    private List<ContextEntry> entries() {
        return context.entrySet().stream()
                .map(entry -> ContextEntry.builder()
                        .contextKeyName(entry.getKey())
                        .contextKeyType(
                                entry.getValue().contains(",")
                                        ? ContextKeyTypeEnum.STRING_LIST
                                        : ContextKeyTypeEnum.STRING)
                        .contextKeyValues(entry.getValue().split(",", -1))
                        .build())
                .toList();
    }
}
