package slipway.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackArtifact;

/**
 * The stacks of an assembly of one's own, deployed in their order. One that cannot be, because a runtime in it wants an
 * image that nobody has pushed yet, is tried again after every push, and goes on from where it failed.
 */
final class Stacks {
    private final LocalCloud cloud;
    private final PrintStream out;
    private final Deque<String> waiting = new ArrayDeque<>();

    Stacks(LocalCloud cloud, PrintStream out) {
        this.cloud = cloud;
        this.out = out;
        cloud.assembly().stacks().stream().map(StackArtifact::stackName).forEach(waiting::add);
        cloud.onEvent(event -> {
            if (isPush(event)) {
                Thread.ofVirtual().name("stacks").start(this::deploy);
            }
        });
    }

    /** Deploys what can be deployed by now. */
    synchronized void deploy() {
        while (!waiting.isEmpty()) {
            try {
                cloud.deploy(waiting.getFirst());
                waiting.removeFirst();
            } catch (DeploymentFailed e) {
                out.printf("  not deployed, tried again after the next push: %s%n", e.getMessage());
                return;
            }
        }
    }

    private static boolean isPush(ObjectNode event) {
        return event.path("source").asText().equals("aws.ecr")
                && event.at("/detail/action-type").asText().equals("PUSH");
    }
}
