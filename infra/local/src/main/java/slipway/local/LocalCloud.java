package slipway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import slipway.local.agentcore.AgentCore;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.AgentCoreDouble;
import slipway.local.agentcore.RuntimeEndpointProvider;
import slipway.local.agentcore.RuntimeProvider;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.assembly.Assembly;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.Progress;
import slipway.local.assembly.ResourceProvider;
import slipway.local.bus.Bus;
import slipway.local.bus.BusResources;
import slipway.local.bus.EventsService;
import slipway.local.bus.PutEventsTask;
import slipway.local.bus.RuleResources;
import slipway.local.cloudwatch.AlarmResources;
import slipway.local.cloudwatch.Alarms;
import slipway.local.cloudwatch.CloudWatchService;
import slipway.local.cloudwatch.Gauges;
import slipway.local.cloudwatch.LogResources;
import slipway.local.cloudwatch.Logs;
import slipway.local.cloudwatch.Metrics;
import slipway.local.cloudwatch.PutMetricDataTask;
import slipway.local.cloudwatch.Series;
import slipway.local.dynamodb.DynamoDbService;
import slipway.local.dynamodb.Engine;
import slipway.local.dynamodb.TableProvider;
import slipway.local.ecr.Ecr;
import slipway.local.ecr.EcrImages;
import slipway.local.ecr.RepositoryProvider;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.iam.Decider;
import slipway.local.iam.Policies;
import slipway.local.iam.PolicyProvider;
import slipway.local.iam.RoleProvider;
import slipway.local.kms.KeyResources;
import slipway.local.kms.Keys;
import slipway.local.lambda.FunctionProvider;
import slipway.local.lambda.InvocationProvider;
import slipway.local.lambda.InvokeResult;
import slipway.local.lambda.LambdaService;
import slipway.local.lambda.LambdaSettings;
import slipway.local.lambda.Lambdas;
import slipway.local.lambda.QueueMappings;
import slipway.local.sns.SnsService;
import slipway.local.sns.TopicResources;
import slipway.local.sns.Topics;
import slipway.local.sqs.QueueProvider;
import slipway.local.sqs.Queues;
import slipway.local.sqs.SqsService;
import slipway.local.ssm.ParameterProvider;
import slipway.local.ssm.ParameterStore;
import slipway.local.ssm.SsmDouble;
import slipway.local.states.FunctionInvoker;
import slipway.local.states.LambdaInvoke;
import slipway.local.states.StateMachineResources;
import slipway.local.states.StateMachines;
import slipway.local.states.StatesService;
import slipway.local.time.ScaledClock;

/** One account in one Region on this machine: every double, and the deployer that fills them from an assembly. */
public final class LocalCloud implements AutoCloseable {
    private static final int CALLS_KEPT = 50_000;
    private static final int JVMS_EACH = 2;

    private final Assembly assembly;
    private final ScaledClock clock;
    private final CallLog calls = new CallLog(CALLS_KEPT);
    private final Identities identities;
    private final Faults faults;
    private final Optional<ExchangeRecorder> exchanges = ExchangeRecorder.from(System.getenv());
    private final Edge edge;
    private final Bus bus;
    private final StateMachines states;
    private final Lambdas lambdas;
    private final QueueMappings mappings;
    private final Logs logs;
    private final Alarms alarms;
    private final Topics topics;
    private final Queues queues;
    private final AgentCore agentCore;
    private final Engine dynamo;
    private final Ecr ecr;
    private final Deployer deployer;
    private final Path work;

    /**
     * Starts the doubles; nothing is deployed yet.
     *
     * @param port of the edge, 0 for any free one
     * @param scale how many times faster than the wall the cloud's time runs
     */
    public LocalCloud(Path assemblyFolder, Place place, int port, int scale, Progress progress) throws IOException {
        assembly = Assembly.load(assemblyFolder);
        clock = new ScaledClock(scale);
        work = Files.createTempDirectory("slipway-local");
        identities = new Identities(place);
        faults = new Faults(identities, clock);
        Policies policies = new Policies(place);
        Decider iam = new Decider(policies, place);
        edge = new Edge(port, identities, iam, faults, calls, clock);
        AtomicReference<List<Receiver>> receivers = new AtomicReference<>(List.of());

        dynamo = new Engine(place);
        bus = new Bus(place, clock, iam, arn -> find(receivers.get(), arn));
        Metrics metrics = new Metrics(clock);
        Gauges gauges = new Gauges(metrics, clock);
        logs = new Logs(metrics);
        alarms = new Alarms(place, clock, metrics, this::aws, arn -> find(receivers.get(), arn));
        Keys keys = new Keys();
        topics = new Topics(clock, iam, keys, arn -> find(receivers.get(), arn));
        queues = new Queues(
                place,
                clock,
                iam,
                (queue, visible) -> gauges.set(
                        new Series("AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", queue)),
                        visible));
        LambdaSettings settings = new LambdaSettings(
                place,
                clock,
                iam,
                identities,
                iam::assume,
                () -> edge.uri().toString(),
                (group, function, line) -> logs.append(group, line),
                work,
                JVMS_EACH);
        lambdas = new Lambdas(settings, queues);
        mappings = new QueueMappings(lambdas, settings, queues);
        states = new StateMachines(
                place,
                clock,
                List.of(
                        new LambdaInvoke((arn, payload, from) -> result(lambdas.invoke(arn, payload, from))),
                        new PutEventsTask(bus, place, clock, iam),
                        new PutMetricDataTask(metrics, iam)),
                this::aws);
        receivers.set(List.of(lambdas, queues, topics, bus));
        ecr = new Ecr(place, clock, iam, edge::uri, this::aws);
        ParameterStore parameters = new ParameterStore(place, clock, this::aws);
        agentCore = new AgentCore(
                place,
                clock,
                new EcrImages(ecr.repositories()),
                (metric, value, unit, dimensions) ->
                        metrics.put(new Series("AWS/Bedrock-AgentCore", metric, dimensions), value),
                new AgentCoreBehaviour());

        SqsService sqs = new SqsService(place, () -> edge.uri().toString(), queues);
        AgentCoreDouble agents = new AgentCoreDouble(agentCore);
        Stream.of(
                        new DynamoDbService(place, dynamo),
                        new EventsService(bus, place, clock),
                        new StatesService(states),
                        new LambdaService(lambdas),
                        new CloudWatchService(place, metrics, alarms),
                        new SnsService(topics),
                        sqs,
                        new SsmDouble(parameters),
                        ecr.api(),
                        exchanges.map(recorder -> recorder.around(agents)).orElse(agents))
                .forEach(edge::register);
        edge.mount("/v2/", ecr.registry());
        List<ResourceProvider> providers = List.of(
                new RoleProvider(policies),
                new PolicyProvider(policies),
                new KeyResources(keys, place, (arn, policy) -> policies.putResourcePolicy(arn, (ObjectNode) policy)),
                new TableProvider(place, dynamo),
                new BusResources(bus, (arn, statement) -> policies.allow(arn, (ObjectNode) statement)),
                new RuleResources(bus, place),
                new LogResources(logs, place),
                new AlarmResources(alarms, place),
                new TopicResources(
                        topics, place, (arn, policy) -> policies.putResourcePolicy(arn, (ObjectNode) policy)),
                new QueueProvider(queues, sqs, policies::allow),
                new FunctionProvider(lambdas, settings, assembly::asset),
                new InvocationProvider(lambdas, mappings, settings, policies::allow),
                new StateMachineResources(states),
                new ParameterProvider(parameters, place),
                new RepositoryProvider(ecr.repositories()),
                new RuntimeProvider(agentCore),
                new RuntimeEndpointProvider(agentCore));
        deployer = new Deployer(assembly, place, providers, name -> "", progress);
    }

    private static Optional<Receiver> find(List<Receiver> receivers, String arn) {
        return receivers.stream().filter(receiver -> receiver.receives(arn)).findFirst();
    }

    private static FunctionInvoker.Result result(InvokeResult result) {
        return new FunctionInvoker.Result(result.payload(), result.functionError());
    }

    private void aws(JsonNode event) {
        bus.publish(Bus.DEFAULT, (ObjectNode) event);
    }

    /** Makes a stack's resources, and gives its outputs. */
    public Map<String, String> deploy(String stack) {
        return deployer.deploy(stack);
    }

    public Assembly assembly() {
        return assembly;
    }

    /** Where any AWS client reaches this cloud: {@code AWS_ENDPOINT_URL}. */
    public URI uri() {
        return edge.uri();
    }

    public ScaledClock clock() {
        return clock;
    }

    public CallLog calls() {
        return calls;
    }

    public Faults faults() {
        return faults;
    }

    public Bus bus() {
        return bus;
    }

    public StateMachines states() {
        return states;
    }

    public Logs logs() {
        return logs;
    }

    public Alarms alarms() {
        return alarms;
    }

    public Topics topics() {
        return topics;
    }

    public AgentCoreBehaviour agentCore() {
        return agentCore.behaviour();
    }

    /** What AWS's API models said about every exchange with AgentCore; empty where no models are given. */
    public Optional<ExchangeRecorder> exchanges() {
        return exchanges;
    }

    @Override
    public void close() {
        mappings.close();
        lambdas.close();
        edge.close();
        agentCore.close();
        dynamo.close();
        clock.close();
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
