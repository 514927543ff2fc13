package slipway.infra.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.environment.Environment;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.repository.AgentRepository;
import slipway.infra.repository.AgentRepositoryProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The sample's first stack: repositories to push to, and the role that the agents of {@link SampleAgents} run as. */
public final class SampleRepositories extends Stack {
    private final List<AgentRepository> repositories;

    public SampleRepositories(Construct scope, Environment environment, StackProps props) {
        super(scope, "SampleRepositories", props);
        this.repositories = List.of(
                new AgentRepository(this, "Support", AgentRepositoryProps.of("agents/support", environment)),
                new AgentRepository(this, "Concierge", AgentRepositoryProps.of("agents/concierge", environment)));
        // The agents of SampleTeam have a role each.
        new AgentRepository(this, "Assistant", AgentRepositoryProps.of(SampleTeam.ASSISTANT, environment));
        new AgentRepository(this, "Workflow", AgentRepositoryProps.of(SampleTeam.WORKFLOW, environment));
        agentRole(environment.names());
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
        var statements = new ArrayList<>(AgentRepository.pull(repositories));
        statements.add(Allow.on(List.of(logs), "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"));
        return PolicyDocument.Builder.create().statements(statements).build();
    }
}
