// tag::support[]
package com.myorg;

import slipway.infra.agentrole.*;
import slipway.infra.agentruntime.*;
import slipway.infra.naming.Names;
import slipway.infra.target.*;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

public final class SupportStack extends Stack {
    public SupportStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);
        var controlPlane = new Names("slipway", "prod", "111122223333", "eu-central-1");
        var repository = FollowedRepository.named("agents/support", controlPlane);
        var role = new AgentRole(this, "Role", AgentRoleProps.of("support", repository, controlPlane));
        var runtime = new AgentRuntime(
                this, "Runtime", controlPlane, AgentRuntimeProps.of("support", repository.uri("1.0.0"), role));
        var ping = SmokeTest.ask("{\"prompt\": \"ping\"}", Expectation.status(200));
        var follow = TagPolicy.semver("1.x");
        new AgentTarget(
                this,
                "Target",
                controlPlane,
                Declaration.live("support", repository, follow, TargetRuntime.of(runtime), "live", ping));
    }
}
// end::support[]
