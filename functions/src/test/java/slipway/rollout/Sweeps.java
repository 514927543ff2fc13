package slipway.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.Requests;
import slipway.agentruntime.AgentRuntimes;
import slipway.drift.CheckRequest;
import slipway.drift.DriftCheck;
import slipway.drift.Pacer;
import slipway.event.DriftMetric;
import slipway.event.Events;
import slipway.event.Happening.DriftFound;
import slipway.event.Happening.DriftGone;
import slipway.failure.AwsFailure;
import slipway.image.Images;
import slipway.ledger.Caller;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Finding;
import slipway.ledger.Ledger;
import slipway.monitor.Monitor;
import slipway.parameter.Declarations;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.Ports;
import slipway.target.TargetName;

/** Drift checks over a world, in its time. */
final class Sweeps {
    private static final Duration APART = Duration.ofMinutes(15);

    final List<String> counted = new ArrayList<>();
    final List<Duration> paused = new ArrayList<>();
    private final World world;
    private final DriftCheck check;

    Sweeps(World world) {
        this.world = world;
        this.check = over(world.ledger);
    }

    DriftCheck over(Ledger ledger) {
        return over(ledger, world.executions, world.images, world.runtimes, world.monitor, world.parameters);
    }

    /** Of another process, which comes to everything through these ports. */
    DriftCheck through(Ports ports) {
        return over(
                ports.inFrontOf(Ledger.class, world.ledger),
                ports.inFrontOf(Executions.class, world.executions),
                ports.inFrontOf(Images.class, world.images),
                ports.inFrontOf(AgentRuntimes.class, world.runtimes),
                ports.inFrontOf(Monitor.class, world.monitor),
                ports.inFrontOf(Parameters.class, world.parameters));
    }

    private DriftCheck over(
            Ledger ledger,
            Executions executions,
            Images images,
            AgentRuntimes runtimes,
            Monitor monitor,
            Parameters parameters) {
        Events events = world.told::add;
        Publishers publishers = new Publishers(Set.of("slipway-local-image-pushed"));
        Admission admission = new Admission(ledger, executions, events, world.counted::add);
        Projection projection = new Projection(ledger, parameters, world.names, publishers, events);
        return DriftCheck.over(
                new DriftCheck.World(ledger, executions, images, runtimes, monitor, parameters, world.names, events),
                new DriftCheck.Doors(
                        admission,
                        new Requests(ledger, parameters, world.names, publishers, admission),
                        new Declarations(ledger, images, parameters, world.names, projection, world.counted::add),
                        projection),
                new DriftMetric("local", () -> world.now, counted::add),
                new Pacer(() -> world.now, paused::add),
                all -> all.forEach(Runnable::run));
    }

    /** The schedule's next turn. */
    void sweep() {
        world.now = world.now.plus(APART);
        sweep(check, () -> false);
    }

    void sweep(DriftCheck by, BooleanSupplier timeIsUp) {
        by.check(CheckRequest.scheduled(world.now), timeIsUp);
    }

    /** Somebody asks. */
    void ask(Optional<Boolean> heal, TargetName... targets) {
        world.now = world.now.plus(APART);
        check.check(
                new CheckRequest(world.now, List.of(targets), heal, Optional.of(new Caller(World.PERSON))),
                () -> false);
    }

    /** The schedule's next turn, in which no execution can be started. */
    void failing(AwsFailure.Kind kind) {
        world.now = world.now.plus(APART);
        Ports ports = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.equals("Executions.start")) {
                    throw new AwsFailure(kind, "states:StartExecution", "", "", "busy", null);
                }
                return effect.happen();
            }
        };
        sweep(through(ports), () -> false);
    }

    /** What follows from a sweep: the events of what it wrote, and the rollouts that it asked for. */
    void settle() {
        world.ledger.targets().stream()
                .filter(this::isWritten)
                .forEach(target -> world.requests.desiredImageChanged(target, world.now));
        world.run();
    }

    private boolean isWritten(TargetName target) {
        String name = world.names.desiredImage(target);
        Optional<Parameters.Last> last =
                Optional.ofNullable(world.parameters.last(List.of(name)).get(name));
        return last.filter(write ->
                        write.version() != world.state(target).following().seenWrites())
                .isPresent();
    }

    /** The reasons that stand. */
    Set<DriftReason> standing(TargetName target) {
        Set<DriftReason> reasons = EnumSet.noneOf(DriftReason.class);
        world.ledger.drift(target).standing().stream().map(Standing::reason).forEach(reasons::add);
        return reasons;
    }

    Finding finding(TargetName target, DriftReason reason) {
        return world.ledger.drift(target).standing(reason).orElseThrow().finding();
    }

    /** What was told: {@code found LiveMoved healing}, {@code gone LiveMoved}. */
    List<String> told() {
        return world.told.stream()
                .flatMap(happening -> switch (happening) {
                    case DriftFound found ->
                        Stream.of("found " + found.reason().word() + (found.healing() ? " healing" : ""));
                    case DriftGone gone -> Stream.of("gone " + gone.reason().word());
                    default -> Stream.empty();
                })
                .toList();
    }
}
