package slipway.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.agentruntime.RuntimeSamples;
import slipway.customresource.CustomResource;
import slipway.customresource.PhysicalId;
import slipway.ledger.Ledger;
import slipway.port.Ports;
import slipway.resource.CloudFormation;
import slipway.resource.CloudFormation.Answer;
import slipway.seal.Seal;

/** A stack beside the rollouts of a world: they go on while it waits. */
final class StackWorld {
    static final String CALM = "{'environmentVariables': {'API_KEY': 'secret'}}";
    static final String BRISK = "{'environmentVariables': {'API_KEY': 'secret', 'MODE': 'brisk'}}";
    static final String DESCRIBED =
            "{'environmentVariables': {'API_KEY': 'secret', 'MODE': 'brisk'}, 'description': 'brisk'}";

    final World world = new World();
    final PhysicalId present = new PhysicalId(world.runtime.value());
    private final CloudFormation stack = new CloudFormation(() -> world.now, this::pass);
    private CustomResource<?> resource =
            CloudFormation.runtime(world.runtimes, world.runtimes, world.ledger, world.admission, world.seal);
    Runnable meanwhile = () -> {};

    /** From now on the resource comes to everything through these ports. */
    void through(Ports ports) {
        Admission admission = world.admission(ports);
        resource = CloudFormation.runtime(
                ports.inFrontOf(AgentRuntimes.class, world.runtimes),
                ports.inFrontOf(RuntimeLifecycle.class, world.runtimes),
                ports.inFrontOf(Ledger.class, world.ledger),
                admission,
                ports.inFrontOf(Seal.class, world.seal));
    }

    /** From now on every look comes twice. */
    void deliverTwice() {
        stack.deliverTwice();
    }

    private void pass(Duration pause) {
        meanwhile.run();
        List<String> running = world.executions.running();
        running.forEach(world::turn);
        if (running.isEmpty()) {
            world.now = world.now.plus(pause);
        }
    }

    Answer create(ObjectNode properties) {
        return stack.create(resource, properties);
    }

    Answer update(PhysicalId id, ObjectNode before, ObjectNode after) {
        return stack.update(resource, id, before, after);
    }

    Answer update(String before, String after) {
        return update(present, declared(before), declared(after));
    }

    Answer delete(PhysicalId id) {
        return stack.delete(resource, id);
    }

    static ObjectNode declared(String configuration) {
        ObjectNode declared = RuntimeSamples.json("""
                {'RuntimeName': 'support', 'RoleArn': 'arn:aws:iam::111122223333:role/support',
                 'Image': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:0.9.0'}
                """);
        declared.set("Configuration", RuntimeSamples.json(configuration));
        return declared;
    }

    static ObjectNode named(String name) {
        return declared(CALM).put("RuntimeName", name);
    }

    static ObjectNode adopting(String configuration) {
        return declared(configuration).put("Adopt", "true");
    }

    /** A gate that waits until the target serves the configuration. */
    Answer gate(String target, String configuration) {
        ObjectNode properties = RuntimeSamples.json(
                "{'Target': '%s', 'Configuration': '%s', 'Trigger': '1'}".formatted(target, configuration));
        return stack.create(CloudFormation.gate(world.runtimes, world.ledger, world.seal), properties);
    }

    boolean isBrisk() {
        return world.document("live")
                .json()
                .at("/environmentVariables/MODE")
                .asText()
                .equals("brisk");
    }
}
