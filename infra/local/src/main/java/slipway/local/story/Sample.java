package slipway.local.story;

import java.util.List;
import java.util.Map;
import slipway.local.LocalCloud;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;

/** The sample's stacks, in the order in which an owner deploys them: the agents need their first images. */
public final class Sample {
    public static final String SUPPORT = "agents/support";
    public static final String CONCIERGE = "agents/concierge";
    public static final String ASSISTANT = "agents/assistant";
    public static final String WORKFLOW = "agents/workflow";
    /** Slipway's own stacks. */
    public static final List<String> CONTROL_PLANE = List.of("slipway-local-foundation", "slipway-local-control-plane");

    private static final String REPOSITORIES = "slipway-local-sample-repositories";
    /** The stack whose runtimes CloudFormation makes. */
    public static final String AGENTS = "slipway-local-sample-agents";
    /** The stack whose runtimes Slipway's own construct makes. */
    public static final String TEAM = "slipway-local-sample-team";

    private Sample() {}

    /** Deploys the control plane and the repositories. */
    public static void deployControlPlane(LocalCloud cloud) {
        CONTROL_PLANE.forEach(cloud::deploy);
        cloud.deploy(REPOSITORIES);
    }

    /** Deploys the runtimes and the declarations of their targets. */
    static void deployAgents(LocalCloud cloud) {
        cloud.deploy(AGENTS);
    }

    /** Pushes first images whose agents are real programs, then deploys them. */
    public static void beginWithPrograms(LocalCloud cloud) {
        Pusher pusher = new Pusher(cloud.uri(), "test");
        SamplePrograms programs = SamplePrograms.ofThisProject();
        pusher.push(SUPPORT, "1.0.0", programs.workflow("1.0.0"));
        pusher.push(CONCIERGE, "1.0.0", programs.assistant("1.0.0"));
        deployAgents(cloud);
        deployTeam(cloud, pusher, programs);
    }

    /** Pushes the first images of the agents that have a role each, then deploys these. */
    static void deployTeam(LocalCloud cloud) {
        deployTeam(cloud, new Pusher(cloud.uri(), "test"), SamplePrograms.ofThisProject());
    }

    private static void deployTeam(LocalCloud cloud, Pusher pusher, SamplePrograms programs) {
        pusher.push(WORKFLOW, "1.0.0", programs.workflow("1.0.0"));
        pusher.push(ASSISTANT, "1.0.0", programs.assistant("1.0.0"));
        cloud.deploy(TEAM);
    }

    /** Pushes first images whose agents are scripted, then deploys them. */
    public static void begin(LocalCloud cloud) {
        Pusher pusher = new Pusher(cloud.uri(), "test");
        ImageSpec image = ImageSpec.arm64(Map.of("version", "1.0.0"));
        pusher.push(SUPPORT, "1.0.0", image);
        pusher.push(CONCIERGE, "1.0.0", image);
        deployAgents(cloud);
    }
}
