package slipway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import slipway.local.assembly.ResourceProvider;
import slipway.local.bus.PutEventsTask;
import slipway.local.cloudwatch.PutMetricDataTask;
import slipway.local.edge.ServiceDouble;
import slipway.local.lambda.FunctionProvider;
import slipway.local.lambda.FunctionState;
import slipway.local.lambda.InvocationProvider;
import slipway.local.lambda.InvokeResult;
import slipway.local.lambda.LambdaService;
import slipway.local.lambda.LambdaSettings;
import slipway.local.lambda.Lambdas;
import slipway.local.lambda.QueueMappings;
import slipway.local.lambda.UrlProvider;
import slipway.local.lambda.UrlService;
import slipway.local.lambda.VersionProvider;
import slipway.local.sqs.SendMessageTask;
import slipway.local.states.FunctionInvoker;
import slipway.local.states.LambdaInvoke;
import slipway.local.states.StartedByEvent;
import slipway.local.states.StateMachineResources;
import slipway.local.states.StateMachines;
import slipway.local.states.StatesService;

/** Lambda and Step Functions. */
final class Compute implements AutoCloseable {
    private static final int JVMS_EACH = 2;

    final Lambdas lambdas;
    final StateMachines states;
    private final UrlService urls;
    private final QueueMappings mappings;
    private final LambdaSettings settings;
    private final Ground ground;
    private final Function<String, Path> assets;

    Compute(Ground ground, Watching watching, Messaging messaging, Path work, Function<String, Path> assets) {
        this.ground = ground;
        this.assets = assets;
        settings = new LambdaSettings(
                ground.place,
                ground.clock,
                ground.gate,
                ground.identities,
                ground.iam::assume,
                () -> ground.edge.uri().toString(),
                watching.logs::append,
                watching::function,
                kept(work),
                JVMS_EACH);
        lambdas = new Lambdas(settings, ground::receiver);
        mappings = new QueueMappings(lambdas, settings, messaging.queues);
        states = new StateMachines(
                ground.place,
                ground.clock,
                List.of(
                        new LambdaInvoke((arn, payload, from) -> result(lambdas.invoke(arn, payload, from))),
                        new PutEventsTask(messaging.bus, ground.place, ground.clock, ground.gate),
                        new PutMetricDataTask(watching.metrics, ground.gate),
                        new SendMessageTask(messaging.queues)),
                event -> {
                    watching.execution(event);
                    ground.publish(event);
                });
        urls = new UrlService(lambdas, new LambdaService(lambdas, mappings), settings);
        ground.edge.mount(UrlService.PATH, urls);
        ground.receive(lambdas);
        ground.receive(new StartedByEvent(states, ground.place, ground.gate));
        ground.faults.putToSleepBy(version -> lambdas.state(version, FunctionState.IDLE));
    }

    /** The user's cache, so that the next cloud need not unzip the same code; else what goes with this one. */
    private static Path kept(Path work) {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "slipway", "functions");
        try {
            return Files.isWritable(Files.createDirectories(cache)) ? cache : work;
        } catch (IOException e) {
            return work;
        }
    }

    private static FunctionInvoker.Result result(InvokeResult result) {
        return new FunctionInvoker.Result(result.payload(), result.functionError());
    }

    List<ServiceDouble> services() {
        return List.of(urls, new StatesService(states));
    }

    List<ResourceProvider> providers() {
        return List.of(
                new FunctionProvider(lambdas, settings, assets),
                new VersionProvider(lambdas),
                new InvocationProvider(lambdas, mappings, settings, ground.policies),
                new UrlProvider(lambdas, settings),
                new StateMachineResources(states));
    }

    @Override
    public void close() {
        mappings.close();
        lambdas.close();
    }
}
