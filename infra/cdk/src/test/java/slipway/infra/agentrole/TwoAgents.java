package slipway.infra.agentrole;

import slipway.infra.naming.Names;
import slipway.infra.target.FollowedRepository;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/** The example of docs/agent-roles.md. */
final class TwoAgents extends Stack {
    TwoAgents(Construct scope, Names controlPlane) {
        super(scope, "TwoAgents");
        ITable notes = Table.fromTableName(this, "Notes", "notes");
        // tag::example[]
        var workflow = new AgentRole(
                this,
                "WorkflowRole",
                AgentRoleProps.of("workflow", FollowedRepository.named("agents/workflow", controlPlane), controlPlane));
        var assistant = new AgentRole(
                this,
                "AssistantRole",
                AgentRoleProps.of(
                        "assistant", FollowedRepository.named("agents/assistant", controlPlane), controlPlane));
        notes.grantWriteData(workflow);
        notes.grantReadData(assistant);
        // end::example[]
    }
}
