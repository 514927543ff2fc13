package slipway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.assembly.Assembly;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.Progress;
import slipway.local.assembly.ResourceProvider;
import slipway.local.bus.Bus;
import slipway.local.cloudformation.CloudFormationService;
import slipway.local.cloudwatch.Alarms;
import slipway.local.ecr.Ecr;
import slipway.local.edge.CallLog;
import slipway.local.edge.Faults;
import slipway.local.edge.Place;
import slipway.local.lambda.Lambdas;
import slipway.local.logs.Logs;
import slipway.local.sns.Topics;
import slipway.local.states.StateMachines;
import slipway.local.time.ScaledClock;

/** One account in one Region on this machine: every double, and the deployer that fills them from an assembly. */
public final class LocalCloud implements AutoCloseable {
    private final Ground ground;
    private final Watching watching;
    private final Messaging messaging;
    private final Compute compute;
    private final Storage storage;
    private final Deployer deployer;
    private final Assembly assembly;
    private final Path work;

    /**
     * Starts the doubles; nothing is deployed yet.
     *
     * @param assemblyFolder what {@code cdk synth} wrote
     * @param port of the edge, 0 for any free one
     * @param scale how many times faster than the wall the cloud's time runs
     */
    public LocalCloud(Path assemblyFolder, Place place, int port, int scale, Progress progress) throws IOException {
        assembly = Assembly.load(assemblyFolder);
        work = Files.createTempDirectory("slipway-local");
        ground = new Ground(place, port, scale);
        watching = new Watching(ground);
        messaging = new Messaging(ground, watching);
        compute = new Compute(ground, watching, messaging, work, assembly::asset);
        storage = new Storage(ground, watching);
        Stream.of(ground.services(), watching.services(), messaging.services(), compute.services(), storage.services())
                .flatMap(List::stream)
                .forEach(ground.edge::register);
        List<ResourceProvider> providers = Stream.of(
                        ground.providers(),
                        watching.providers(),
                        messaging.providers(),
                        compute.providers(),
                        storage.providers())
                .flatMap(List::stream)
                .toList();
        deployer = new Deployer(assembly, place, ground.clock, providers, LocalCloud::noParameter, progress);
        ground.edge.register(new CloudFormationService(place, deployer));
    }

    private static String noParameter(String name) {
        throw new IllegalArgumentException("The template reads the parameter " + name + ", which it does not make");
    }

    /** Makes a stack's resources, and gives its outputs. */
    public Map<String, String> deploy(String stack) {
        return deployer.deploy(stack);
    }

    /** Where any AWS client reaches this cloud: {@code AWS_ENDPOINT_URL}. */
    public URI uri() {
        return ground.edge.uri();
    }

    public ScaledClock clock() {
        return ground.clock;
    }

    public CallLog calls() {
        return ground.calls;
    }

    public Faults faults() {
        return ground.faults;
    }

    public Bus bus() {
        return messaging.bus;
    }

    public Topics topics() {
        return messaging.topics;
    }

    public Lambdas lambdas() {
        return compute.lambdas;
    }

    public Ecr ecr() {
        return storage.ecr;
    }

    public StateMachines states() {
        return compute.states;
    }

    public Logs logs() {
        return watching.logs;
    }

    public Alarms alarms() {
        return watching.alarms;
    }

    /** How AgentCore behaves where its documentation leaves a choice, and what is to go wrong with it. */
    public AgentCoreBehaviour agentCore() {
        return storage.agentCore.behaviour();
    }

    /** What AWS's API models said about every exchange with AgentCore; empty where no models are given. */
    public Optional<ExchangeRecorder> exchanges() {
        return storage.exchanges;
    }

    /** What is deployed here. */
    public Assembly assembly() {
        return assembly;
    }

    @Override
    public void close() {
        compute.close();
        ground.close();
        storage.close();
        delete(work);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // It is a temporary folder, and closing twice is allowed.
        }
    }
}
