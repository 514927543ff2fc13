package slipway.infra;

import slipway.infra.alarm.Watch;
import slipway.infra.customresource.CustomResources;
import slipway.infra.drift.Drift;
import slipway.infra.environment.OperatorEntry;
import slipway.infra.function.Deployment;
import slipway.infra.operate.Operate;
import slipway.infra.publish.Publish;
import slipway.infra.repository.RegistryEvents;
import slipway.infra.rollout.Rollout;
import slipway.infra.smoke.Smoke;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The stack of what acts: functions, rules and the state machine, and what watches them. */
final class ControlPlane extends Stack {
    ControlPlane(Construct scope, Deployment deployment, StackProps props) {
        super(scope, "SlipwayControlPlane", props);
        RegistryEvents.in(this, deployment.environment());
        new Publish(this, deployment);
        new Rollout(this, deployment, new Smoke(this, deployment));
        new Operate(this, deployment, deployment.environment().operatorEntry() == OperatorEntry.URL);
        new Drift(this, deployment);
        new CustomResources(this, deployment);
        new Watch(this, deployment);
    }
}
