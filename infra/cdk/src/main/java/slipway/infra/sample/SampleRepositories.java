package slipway.infra.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.environment.Environment;
import slipway.infra.environment.Removal;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The sample's first stack: repositories to push to, and the role that their agents run as. */
public final class SampleRepositories extends Stack {
    private final List<Repository> repositories = new ArrayList<>();

    public SampleRepositories(Construct scope, Environment environment, StackProps props) {
        super(scope, "SampleRepositories", props);
        repositories.add(repository("Support", "agents/support", environment));
        repositories.add(repository("Concierge", "agents/concierge", environment));
        agentRole(environment.names());
    }

    private Repository repository(String id, String name, Environment environment) {
        return Repository.Builder.create(this, id)
                .repositoryName(name)
                // Tags may move: some targets follow one that does. What runs is pinned by digest.
                .imageTagMutability(TagMutability.MUTABLE)
                .imageScanOnPush(true)
                .emptyOnDelete(environment.removal() == Removal.DESTROY)
                .removalPolicy(environment.removal().policy())
                .build();
    }

    private void agentRole(Names names) {
        var logs = names.arn("logs", "log-group:/aws/bedrock-agentcore/runtimes/*");
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put("agent", permissions(logs));
        var role = Role.Builder.create(this, "AgentRole")
                .roleName(names.of("sample-agent"))
                .assumedBy(ServicePrincipal.Builder.create("bedrock-agentcore.amazonaws.com")
                        .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                        .build())
                .inlinePolicies(policies)
                .build();
        Acknowledge.wildcards(role, "ecr:GetAuthorizationToken has no resource.", List.of("*"));
        Acknowledge.wildcards(role, "AgentCore names an agent's log groups after ids that it gives.", List.of(logs));
    }

    private PolicyDocument permissions(String logs) {
        var arns = repositories.stream().map(Repository::getRepositoryArn).toList();
        return PolicyDocument.Builder.create()
                .statements(List.of(
                        Allow.on(arns, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        // A token is for the registry: AWS has no narrower resource for it.
                        Allow.on(List.of("*"), "ecr:GetAuthorizationToken"),
                        Allow.on(List.of(logs), "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")))
                .build();
    }
}
