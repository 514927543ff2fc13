package slipway.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.Serving;
import slipway.local.agentcore.Use;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.assembly.Assembly;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.Progress;
import slipway.local.assembly.ResourceProvider;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackOperation;
import slipway.local.assembly.StackRequest;
import slipway.local.bus.Bus;
import slipway.local.cloudformation.CloudFormationService;
import slipway.local.cloudformation.CustomResourceProvider;
import slipway.local.cloudformation.Responses;
import slipway.local.cloudformation.StackStatusEvents;
import slipway.local.cloudwatch.Alarms;
import slipway.local.ecr.Ecr;
import slipway.local.edge.CallLog;
import slipway.local.edge.Faults;
import slipway.local.edge.Place;
import slipway.local.iam.Grant;
import slipway.local.lambda.Lambdas;
import slipway.local.logs.Logs;
import slipway.local.page.Page;
import slipway.local.page.Sights;
import slipway.local.sns.Topics;
import slipway.local.state.StateFolder;
import slipway.local.states.StateMachines;
import slipway.local.time.ScaledClock;

/** One account in one Region on this machine: every double, and the deployer that fills them from an assembly. */
public final class LocalCloud implements AutoCloseable {
    private final Ground ground;
    private final Watching watching;
    private final Messaging messaging;
    private final Compute compute;
    private final Storage storage;
    private final Hosting hosting;
    private final Deployer deployer;
    private final Assembly assembly;
    private final Path work;
    private final Optional<StateFolder> state;

    /** Starts the doubles, their state in memory; nothing is deployed yet. */
    public LocalCloud(Path assemblyFolder, Place place, int port, int scale, Progress progress) throws IOException {
        this(assemblyFolder, place, port, scale, Optional.empty(), progress);
    }

    /**
     * Starts the doubles; nothing is deployed yet.
     *
     * @param assemblyFolder what {@code cdk synth} wrote
     * @param port of the edge, 0 for any free one
     * @param scale how many times faster than the wall the cloud's time runs
     * @param kept where the state of an earlier cloud is, and this one's will be
     */
    public LocalCloud(Path assemblyFolder, Place place, int port, int scale, Optional<Path> kept, Progress progress)
            throws IOException {
        assembly = Assembly.load(assemblyFolder);
        state = kept.isPresent() ? Optional.of(StateFolder.open(kept.get())) : Optional.empty();
        ground = new Ground(
                place, port, new ScaledClock(scale, state.map(StateFolder::time).orElse(Instant.MIN)));
        work = Files.createTempDirectory("slipway-local");
        watching = new Watching(ground);
        messaging = new Messaging(ground, watching);
        compute = new Compute(ground, watching, messaging, work, assembly::asset);
        storage = new Storage(ground);
        hosting = new Hosting(ground, watching);
        Stream.of(
                        ground.services(),
                        watching.services(),
                        messaging.services(),
                        compute.services(),
                        storage.services(),
                        hosting.services())
                .flatMap(List::stream)
                .forEach(ground.edge::register);
        List<ResourceProvider> providers = Stream.of(
                        ground.providers(),
                        watching.providers(),
                        messaging.providers(),
                        compute.providers(),
                        storage.providers(),
                        hosting.providers(),
                        List.of(customResources()))
                .flatMap(List::stream)
                .toList();
        deployer = new Deployer(assembly, place, ground.clock, providers, this::parameter, progress);
        deployer.onEvent(new StackStatusEvents(place, ground::publish));
        ground.edge.register(new CloudFormationService(place, deployer, ground.clock));
        state.ifPresent(folder -> folder.keep(
                Stream.of(
                                storage.kept(),
                                List.of(messaging.queues, compute.states.kept()),
                                hosting.kept(folder.folder("blobs")))
                        .flatMap(List::stream)
                        .toList(),
                ground.clock));
        Page.open(ground.edge, sights(), hosting.ecr);
    }

    private ResourceProvider customResources() {
        Responses responses = new Responses(ground.clock, ground.edge::uri);
        ground.edge.mount(Responses.PATH, responses);
        return new CustomResourceProvider(ground.place, responses, ground::receiver);
    }

    private Sights sights() {
        return new Sights(
                ground.place,
                ground.clock,
                ground.calls,
                storage.parameters,
                storage.tables,
                hosting.agentCore,
                compute.states,
                messaging.bus,
                messaging.queues);
    }

    private String parameter(String name) {
        String value = storage.parameters.texts().get(name);
        if (value == null) {
            throw new IllegalArgumentException("The template reads the parameter " + name + ", which is not there");
        }
        return value;
    }

    /** Makes the resources of a stack of the assembly, and gives its outputs; one that failed goes on where it failed. */
    public Map<String, String> deploy(String stack) {
        return deployer.deploy(stack);
    }

    /**
     * Creates a stack as CloudFormation does, and waits for the end: one that fails is rolled back.
     *
     * @return its outputs
     * @throws DeploymentFailed naming the resource and the reason
     */
    public Map<String, String> create(StackArtifact stack) {
        return StackOperation.run(stack.stackName(), () -> deployer.create(StackRequest.of(stack)));
    }

    /**
     * Updates a stack as CloudFormation does, and waits for the end: one that fails goes back to what it was.
     *
     * @return its outputs
     * @throws DeploymentFailed naming the resource and the reason; also when nothing is to be different
     */
    public Map<String, String> update(StackArtifact stack) {
        return StackOperation.run(stack.stackName(), () -> deployer.update(StackRequest.of(stack)));
    }

    /** Updates a stack that is there to its own template, edited. */
    public Map<String, String> update(String stack, Consumer<ObjectNode> edit) {
        return update(stack(stack).artifact().edited(edit));
    }

    /**
     * Deletes a stack as CloudFormation does, and waits for the end.
     *
     * @throws DeploymentFailed naming the resources that could not be deleted, and why
     */
    public void delete(String stack) {
        StackOperation.run(stack, () -> deployer.delete(stack, Set.of(), null));
    }

    /**
     * Goes on with the rollback of an update that failed, and waits for the end.
     *
     * @param skipped the logical ids of resources that stay as they are
     */
    public void continueRollback(String stack, Set<String> skipped) {
        StackOperation.run(stack, () -> deployer.continueRollback(stack, skipped, null));
    }

    /** The stacks that are there, or are being deployed or deleted, by name. */
    public List<DeployedStack> stacks() {
        return deployer.stacks();
    }

    /**
     * A stack with its resources, and with all that has happened to it.
     *
     * @param nameOrId the name of one that is there, or the ARN of any
     */
    public DeployedStack stack(String nameOrId) {
        return deployer.stack(nameOrId)
                .orElseThrow(() -> new IllegalArgumentException("There is no stack '" + nameOrId + "'"));
    }

    /**
     * Ends what was under way when the cloud before this one ended, once all is deployed that is to be told of it.
     * Without kept state there is nothing to end.
     */
    public void goOn() {
        compute.states.abortCutOff();
    }

    /** Tells every event of AWS's own services, as it reaches the default bus. */
    public void onEvent(Consumer<ObjectNode> listener) {
        ground.onEvent(listener);
    }

    /** Where any AWS client reaches this cloud: {@code AWS_ENDPOINT_URL}. */
    public URI uri() {
        return ground.edge.uri();
    }

    /** What the doubles answer: the operations by the signing name of their service. */
    public SortedMap<String, SortedSet<String>> operations() {
        return ground.edge.operations();
    }

    public ScaledClock clock() {
        return ground.clock;
    }

    public CallLog calls() {
        return ground.calls;
    }

    /** What is to go wrong; over HTTP at {@code /_slipway/faults}. */
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
        return hosting.ecr;
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

    /** How AgentCore behaves where its documentation leaves a choice. */
    public AgentCoreBehaviour agentCore() {
        return hosting.agentCore.behaviour();
    }

    /** What every endpoint serves, for who only looks: no rate is used up, no call logged. */
    public List<Serving> serving() {
        return hosting.agentCore.serving();
    }

    /** Tells what is done to runtimes from now on, in the thread of who does it. */
    public void onUse(Consumer<Use> onlooker) {
        hosting.agentCore.onUse(onlooker);
    }

    /** Everything that the deployed roles' own policies allow. */
    public List<Grant> grants() {
        return ground.policies.grants();
    }

    /** What AWS's API models said about every exchange with AgentCore; empty where no models are given. */
    public Optional<ExchangeRecorder> exchanges() {
        return hosting.exchanges;
    }

    /** What is deployed here. */
    public Assembly assembly() {
        return assembly;
    }

    @Override
    public void close() {
        compute.close();
        state.ifPresent(StateFolder::close);
        ground.close();
        hosting.close();
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
