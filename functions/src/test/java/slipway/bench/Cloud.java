package slipway.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import slipway.agentruntime.EndpointName;
import slipway.image.Image;
import slipway.rollout.Functions;
import slipway.rollout.Functions.Name;
import slipway.rollout.World;
import slipway.smoke.Agents;
import slipway.smoke.Invocation;
import slipway.target.TargetName;

/** A control plane and its fleet: the real functions, over services that have their rates and take their time. */
final class Cloud {
    static final String FIRST = "1.0.0";
    static final String SECOND = "1.1.0";
    static final int ROLLOUTS_BEFORE = 2;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKS_UNTIL_READY = 2;

    final World world = new World();
    final Fleet fleet;
    final VirtualTime time = new VirtualTime(world.now, this::at);
    final SplittableRandom random;
    final Services services;
    final Deliveries deliveries;
    final Machines machines;
    final Functions functions;

    private Cloud(int targets, long seed, Quotas quotas) {
        this.fleet = new Fleet(world, targets);
        this.random = new SplittableRandom(seed);
        this.services = new Services(time, quotas, new Actions(world), random.split(), this::happened);
        this.functions = new Functions(world, services, new Answering(), services::pause, time::together);
        this.deliveries = new Deliveries(time, services, functions);
        this.machines = new Machines(world, time, services, functions);
    }

    /** Each of the targets has had two images live, and nothing is under way. From here on rates hold. */
    static Cloud atRest(int targets, long seed, Quotas quotas) {
        Cloud cloud = new Cloud(targets, seed, quotas);
        cloud.world.ledger.keepAsTheyAre();
        cloud.world.runtimes.readyAfterReads(LOOKS_UNTIL_READY);
        cloud.world.parameters.as(World.PUBLISHER);
        cloud.fleet.targets().forEach(target -> cloud.time.after(Duration.ZERO, () -> cloud.declare(target)));
        cloud.time.run();
        cloud.fleet.targets().forEach(target -> cloud.time.after(Duration.ZERO, () -> cloud.push(target, SECOND)));
        cloud.time.run();
        if (!cloud.fleet.wrong(SECOND).isEmpty()) {
            throw new IllegalStateException("the fleet did not come to rest: " + cloud.fleet.wrong(SECOND));
        }
        cloud.services.limit();
        return cloud;
    }

    private void at(Instant now) {
        world.now = now;
        world.parameters.at(now);
    }

    private void declare(TargetName target) {
        fleet.push(target, FIRST, time.instant());
        String name = world.names.declaration(target);
        world.parameters.put(name, Fleet.declaration(target));
        deliveries.invoke(Name.TARGET_DECLARED, written(name));
    }

    /** How many rollouts it has had so far. */
    long rollouts(TargetName target) {
        return world.ledger.target(target).claim().sequence();
    }

    /** An image is pushed, and its event comes. */
    void push(TargetName target, String tag) {
        deliveries.queue(pushed(fleet.push(target, tag, time.instant()), time.instant()));
    }

    static String pushed(Image image, Instant at) {
        ObjectNode event = event("ECR Image Action", "aws.ecr", at);
        event.putObject("detail")
                .put("result", "SUCCESS")
                .put("repository-name", image.repository().name())
                .put("image-digest", image.digest().value())
                .put("action-type", "PUSH")
                .put("image-tag", image.tag().value());
        return event.toString();
    }

    private ObjectNode written(String parameter) {
        ObjectNode event = event("Parameter Store Change", "aws.ssm", time.instant());
        event.putObject("detail").put("operation", "Update").put("name", parameter);
        return event;
    }

    private static ObjectNode event(String type, String source, Instant at) {
        return JSON.createObjectNode()
                .put("detail-type", type)
                .put("source", source)
                .put("account", "111122223333")
                .put("region", "eu-central-1")
                .put("time", at.toString());
    }

    /** What AWS does when a call has had its effect. */
    private void happened(String call, Object[] arguments) {
        if (call.equals("Parameters.put")
                && world.names.desired((String) arguments[0]).isPresent()) {
            deliveries.invoke(Name.DESIRED_IMAGE_CHANGED, written((String) arguments[0]));
        } else if (call.equals("Executions.start")) {
            machines.started();
        }
    }

    /** Agents that answer well. */
    private static final class Answering implements Agents {
        private static final Duration LATENCY = Duration.ofSeconds(1);

        @Override
        public Invocation invoke(
                String runtimeArn,
                EndpointName endpoint,
                String sessionId,
                byte[] payload,
                int maxBytes,
                Duration deadline) {
            return new Invocation.Answered(200, "application/json", "{}", false, LATENCY);
        }

        @Override
        public void stopSession(String runtimeArn, EndpointName endpoint, String sessionId) {
            // Whoever began a session is not asked for more.
        }
    }
}
