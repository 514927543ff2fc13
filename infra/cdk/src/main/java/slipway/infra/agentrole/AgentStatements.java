package slipway.infra.agentrole;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * What an agent needs to run at all, as AWS documents an execution role, each statement as narrow as IAM lets it be
 * (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html).
 */
final class AgentStatements {
    /** Where AgentCore's instrumentation puts an agent's metrics. */
    private static final String NAMESPACE = "bedrock-agentcore";

    private final AgentRoleProps props;
    private final Names names;

    AgentStatements(AgentRoleProps props) {
        this.props = props;
        this.names = props.controlPlane();
    }

    /** AgentCore, for this account and Region: nobody else's runtime takes the role by way of the service. */
    IPrincipal trusted() {
        var conditions = Allow.stringEquals("aws:SourceAccount", names.account());
        conditions.putAll(Allow.arnLike("aws:SourceArn", names.arn("bedrock-agentcore", "*")));
        return ServicePrincipal.Builder.create("bedrock-agentcore.amazonaws.com")
                .conditions(conditions)
                .build();
    }

    List<PolicyStatement> all() {
        var statements = new ArrayList<PolicyStatement>();
        statements.addAll(pull());
        statements.addAll(logs());
        statements.addAll(telemetry());
        if (!props.tokens().isEmpty()) {
            statements.add(tokens());
        }
        return statements;
    }

    /** A token is for a whole registry; what it opens is the one repository. */
    private List<PolicyStatement> pull() {
        return List.of(
                Allow.on(List.of(props.repository().arn()), "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                Allow.on(List.of("*"), "ecr:GetAuthorizationToken"));
    }

    private List<PolicyStatement> logs() {
        return List.of(
                Allow.on(
                        List.of(ownLogs()),
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents"),
                Allow.on(List.of(logGroups()), "logs:DescribeLogGroups"));
    }

    private static List<PolicyStatement> telemetry() {
        return List.of(
                Allow.on(
                        List.of("*"),
                        "xray:GetSamplingRules",
                        "xray:GetSamplingTargets",
                        "xray:PutTelemetryRecords",
                        "xray:PutTraceSegments"),
                Allow.where(metrics(), List.of("*"), "cloudwatch:PutMetricData"));
    }

    private static SortedMap<String, SortedMap<String, String>> metrics() {
        return Allow.stringEquals("cloudwatch:namespace", NAMESPACE);
    }

    private PolicyStatement tokens() {
        return Allow.on(
                List.of(directory(), ownIdentities()),
                props.tokens().stream().map(WorkloadToken::action).toArray(String[]::new));
    }

    /** One group for each endpoint, and its streams: an id is the runtime's name, a hyphen and what AgentCore adds, and no name has a hyphen. */
    private String ownLogs() {
        return names.arn("logs", "log-group:/aws/bedrock-agentcore/runtimes/" + props.runtime() + "-*");
    }

    /** On what listing log groups is checked. */
    String logGroups() {
        return names.arn("logs", "log-group:*");
    }

    private String directory() {
        return names.arn("bedrock-agentcore", "workload-identity-directory/default");
    }

    private String ownIdentities() {
        return directory() + "/workload-identity/" + props.runtime() + "-*";
    }

    /** The resources that end in what AgentCore gives. */
    List<String> ownWildcards() {
        return props.tokens().isEmpty() ? List.of(ownLogs()) : List.of(ownLogs(), ownIdentities());
    }
}
