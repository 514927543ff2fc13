package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.Requests;
import slipway.agentruntime.AgentRuntimes;
import slipway.drift.CheckRequest;
import slipway.drift.DriftCheck;
import slipway.drift.Pacer;
import slipway.drift.Workers;
import slipway.event.DriftMetric;
import slipway.event.Events;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.monitor.Monitor;
import slipway.operate.OperatorHandlers;
import slipway.parameter.Declarations;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.FunctionContext;
import slipway.port.Ports;
import slipway.publish.PublishHandlers;
import slipway.publish.Publisher;
import slipway.seal.Seal;
import slipway.smoke.Agents;
import slipway.smoke.SmokeHandlers;
import slipway.target.TargetName;
import slipway.time.Pauses;

/** Every function of the control plane, over a world to which it comes through ports. */
public final class Functions {
    /** The functions, each by the event that it takes. */
    public enum Name {
        IMAGE_PUSHED,
        TARGET_DECLARED,
        DESIRED_IMAGE_CHANGED,
        ROLLOUT_INTERRUPTED,
        ALARM_STATE_CHANGED,
        STACK_UPDATED,
        ROLLOUT,
        SMOKE_TEST,
        OPERATOR
    }

    private static final FunctionContext CONTEXT = new FunctionContext("function", "request");

    private final Map<Name, RequestStreamHandler> handlers;
    private final World world;
    private final Stack stack;
    private final DriftCheck drift;

    /** @param agents what smoke tests ask */
    public Functions(World world, Ports ports, Agents agents) {
        this(world, ports, agents, pause -> world.now = world.now.plus(pause), all -> all.forEach(Runnable::run));
    }

    /**
     * As above, where somebody else keeps the time.
     *
     * @param workers who looks at the targets of a page
     */
    public Functions(World world, Ports ports, Agents agents, Pauses pauses, Workers workers) {
        this.world = world;
        Ledger ledger = ports.inFrontOf(Ledger.class, world.ledger);
        Images images = ports.inFrontOf(Images.class, world.images);
        AgentRuntimes runtimes = ports.inFrontOf(AgentRuntimes.class, world.runtimes);
        Parameters parameters = ports.inFrontOf(Parameters.class, world.parameters);
        Executions executions = ports.inFrontOf(Executions.class, world.executions);
        Events events = ports.inFrontOf(Events.class, world.told::add);
        Publishers publishers = new Publishers(Set.of("slipway-local-image-pushed"));
        Projection projection = new Projection(ledger, parameters, world.names, publishers, events);
        Admission admission = new Admission(ledger, executions, events, counted -> {});
        this.stack = new Stack(ledger, ports.inFrontOf(Seal.class, world.seal), admission, () -> world.now);
        Advance advance = Advance.over(
                new Advance.World(
                        ledger,
                        executions,
                        images,
                        runtimes,
                        ports.inFrontOf(Monitor.class, world.monitor),
                        parameters,
                        world.names,
                        events,
                        admission,
                        () -> ports.inFrontOf(Seal.class, world.seal)),
                new Place("eu-central-1", "slipway", "local"));
        Publisher publisher = new Publisher(ledger, images, projection, counted -> {});
        Declarations declarations =
                new Declarations(ledger, images, parameters, world.names, projection, counted -> {});
        Requests requests = new Requests(ledger, parameters, world.names, publishers, admission);
        InstantSource clock = () -> world.now;
        this.drift = DriftCheck.over(
                new DriftCheck.World(
                        ledger,
                        executions,
                        images,
                        runtimes,
                        ports.inFrontOf(Monitor.class, world.monitor),
                        parameters,
                        world.names,
                        events),
                new DriftCheck.Doors(admission, requests, declarations, projection),
                new DriftMetric("local", clock, line -> {}),
                new Pacer(clock, pauses),
                workers);
        this.handlers = Map.of(
                Name.IMAGE_PUSHED, PublishHandlers.imagePushed(publisher, pauses),
                Name.TARGET_DECLARED, PublishHandlers.targetDeclared(declarations, world.names),
                Name.DESIRED_IMAGE_CHANGED, new DesiredImageChangedHandler(requests, world.names),
                Name.ROLLOUT_INTERRUPTED, new RolloutInterruptedHandler(ledger, admission),
                Name.ALARM_STATE_CHANGED, new AlarmStateChangedHandler(ledger, admission),
                Name.STACK_UPDATED, new StackUpdatedHandler(new StackUpdates(ledger, runtimes, admission)),
                Name.ROLLOUT, new RolloutHandler(advance),
                Name.SMOKE_TEST,
                        SmokeHandlers.smokeTest(ledger, runtimes, ports.inFrontOf(Agents.class, agents), clock, pauses),
                Name.OPERATOR, OperatorHandlers.operator(ledger, images, runtimes, admission, projection));
    }

    /** A stack wants these members, written with single quotes, on the target's runtime. */
    public void configure(TargetName target, String members) {
        stack.wants(target, members);
    }

    /** Checks every target for drift, as the schedule does. */
    public void sweep() {
        drift.check(CheckRequest.scheduled(world.now), () -> false);
    }

    /** Calls a function; throws what its handler throws. */
    public String call(Name function, String event) {
        return call(function, event, CONTEXT);
    }

    /** As above, with what Lambda tells the function. */
    public String call(Name function, String event, Context context) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            Objects.requireNonNull(handlers.get(function))
                    .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
