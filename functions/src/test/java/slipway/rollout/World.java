package slipway.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.InMemoryExecutions;
import slipway.admission.Requests;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.event.Counts;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.InMemoryImages;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.InMemoryMonitor;
import slipway.monitor.Monitor;
import slipway.monitor.Traffic;
import slipway.parameter.Declarations;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.Ports;
import slipway.publish.PublishHandlers;
import slipway.publish.Publisher;
import slipway.seal.InMemorySeal;
import slipway.seal.Seal;
import slipway.target.TargetName;

/** A whole control plane in memory and virtual time, with one runtime that its targets follow. */
public final class World {
    public static final Repository SUPPORT = new Repository("111122223333", "eu-central-1", "agents/support");
    public static final String PUBLISHER = "arn:aws:sts::111122223333:assumed-role/slipway-local-image-pushed/f";
    public static final String PERSON = "arn:aws:iam::111122223333:user/somebody";

    public final InMemoryLedger ledger = new InMemoryLedger();
    public final InMemoryImages images = new InMemoryImages();
    public final InMemoryAgentRuntimes runtimes = new InMemoryAgentRuntimes();
    public final InMemoryMonitor monitor = new InMemoryMonitor();
    public final InMemoryParameters parameters = new InMemoryParameters();
    public final InMemoryExecutions executions = new InMemoryExecutions();
    public final ParameterNames names = new ParameterNames("slipway", "local");
    public final InMemorySeal seal = new InMemorySeal();
    final List<Counts.Counted> counted = new ArrayList<>();
    public final List<Happening> told = new ArrayList<>();
    final Map<String, Finding> findings = new LinkedHashMap<>();
    public final RuntimeId runtime = runtimes.create(
            new RuntimeName("support"), RuntimeSamples.configuration(), Map.of(Place.TAG, "slipway/local"));
    private final Publishers publishers = new Publishers(Set.of("slipway-local-image-pushed"));
    private final Projection projection = new Projection(ledger, parameters, names, publishers, told::add);
    final Publisher publisher = new Publisher(ledger, images, projection, counted::add);
    final Declarations declarations = new Declarations(ledger, images, parameters, names, projection, counted::add);
    final Admission admission = new Admission(ledger, executions, told::add, counted::add);
    final Requests requests = new Requests(ledger, parameters, names, publishers, admission);
    final Advance advance = Advance.over(
            new Advance.World(
                    ledger, executions, images, runtimes, monitor, parameters, names, told::add, admission, () -> seal),
            new Place("eu-central-1", "slipway", "local"));
    private final NavigableMap<Instant, Runnable> agenda = new TreeMap<>();
    private int waits;
    private int visits;
    public Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final People people = new People(ledger, admission, () -> now, "alice");
    final Stack stack = new Stack(ledger, seal, admission, () -> now);

    /** Another process over the same state, which comes to it through these ports. */
    Advance through(Ports ports) {
        Ledger kept = ports.inFrontOf(Ledger.class, ledger);
        Executions states = ports.inFrontOf(Executions.class, executions);
        Events bus = ports.inFrontOf(Events.class, told::add);
        return Advance.over(
                new Advance.World(
                        kept,
                        states,
                        ports.inFrontOf(Images.class, images),
                        ports.inFrontOf(AgentRuntimes.class, runtimes),
                        ports.inFrontOf(Monitor.class, monitor),
                        ports.inFrontOf(Parameters.class, parameters),
                        names,
                        bus,
                        new Admission(kept, states, bus, counted::add),
                        () -> ports.inFrontOf(Seal.class, seal)),
                new Place("eu-central-1", "slipway", "local"));
    }

    /** Admission in another process, which comes to the ledger and to the executions through these ports. */
    Admission admission(Ports ports) {
        return new Admission(
                ports.inFrontOf(Ledger.class, ledger),
                ports.inFrontOf(Executions.class, executions),
                told::add,
                counted::add);
    }

    /** Declares a target that follows {@code agents/support}. */
    TargetName declare(String target, String endpoint, String configurationFrom) {
        return declare(target, declaration(endpoint, configurationFrom));
    }

    TargetName declare(String target, String declaration) {
        TargetName name = new TargetName(target);
        parameters.as(PERSON).put(names.declaration(name), declaration);
        parameters.as(PUBLISHER);
        declarations.changed(name, now);
        requests.desiredImageChanged(name, now);
        return name;
    }

    /** Declares a target that follows a runtime of another name. */
    TargetName declareRuntime(String target, String runtimeName) {
        TargetName name = new TargetName(target);
        String text = declaration("live", "live").replace("\"name\": \"support\"", "\"name\": \"" + runtimeName + "\"");
        parameters.as(PERSON).put(names.declaration(name), text);
        parameters.as(PUBLISHER);
        declarations.changed(name, now);
        requests.desiredImageChanged(name, now);
        return name;
    }

    static String declaration(String endpoint, String configurationFrom) {
        return """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"},
                 "runtime": {"name": "support", "configurationFrom": "%s"},
                 "endpoint": "%s",
                 "smokeTest": {"payload": {"prompt": "ping"}}}
                """.formatted(configurationFrom, endpoint);
    }

    static Image image(String tag) {
        String digit = Integer.toHexString(tag.hashCode() & 0xfffffff);
        return new Image(SUPPORT, new Tag(tag), new Digest("sha256:" + digit + "0".repeat(64 - digit.length())));
    }

    /** Pushes an image, and has the push and what follows from it handled. */
    Image push(String tag) {
        now = now.plusSeconds(1);
        Image image = image(tag);
        images.push(image, now);
        arrive(tag);
        return image;
    }

    /** As {@code live}, from then on with more members in its declaration, written with single quotes. */
    TargetName live(String tag, String members) {
        TargetName target = live(tag);
        declareWith(members);
        return target;
    }

    /** Declares the target {@code support} with these members beside the usual ones, written with single quotes. */
    void declareWith(String members) {
        String more = "{" + members.replace('\'', '"') + (members.isEmpty() ? "" : ",");
        declare("support", declaration("live", "live").replaceFirst("\\{", Matcher.quoteReplacement(more)));
    }

    /** Pushes an image, and carries its rollout on until something is true of it. */
    void pushUntil(String tag, Predicate<Progress> isSo) {
        push(tag);
        String execution = executions.running().getFirst();
        turnUntil(
                execution,
                () -> isSo.test(rollout(executions.rollout(execution)).progress()));
    }

    /** Callers ask live within the minute of that time, each in a session of its own. */
    void callers(Instant at, Traffic traffic) {
        EndpointName live = new EndpointName("live");
        String arn = runtimes.endpoint(runtime, live).orElseThrow().runtimeArn();
        monitor.asked(arn, new RuntimeName("support"), live, at, traffic);
    }

    /** Has the push of a tag handled, again perhaps. */
    void arrive(String tag) {
        parameters.as(PUBLISHER);
        PublishHandlers.pushed(publisher, image(tag), now);
        ledger.following(SUPPORT).forEach(target -> requests.desiredImageChanged(target, now));
    }

    /** A person writes the desired image. */
    void ask(TargetName target, String value) {
        parameters.as(PERSON).put(names.desiredImage(target), value);
        parameters.as(PUBLISHER);
        requests.desiredImageChanged(target, now);
    }

    /** An alarm begins to ring, and its event is handled. */
    void rings(AlarmName alarm) {
        monitor.set(alarm, AlarmState.ALARM);
        new Rings(ledger, admission).rang(alarm, now);
    }

    /** What the agent in the image answers from now on, behind the endpoint. */
    void answers(Image image, String endpoint, Finding finding) {
        findings.put(image.digest() + " " + endpoint, finding);
    }

    /** Runs every execution until nothing is left to do, as the state machine would. */
    void run() {
        for (int turn = 0; !executions.running().isEmpty(); turn++) {
            if (turn > 500) {
                throw new AssertionError("the rollouts do not come to an end: " + executions.running());
            }
            executions.running().forEach(this::turn);
        }
    }

    /** Runs this target's executions alone. */
    void run(TargetName target) {
        for (int turn = 0; turn < 500 && state(target).claim().active().isPresent(); turn++) {
            executions.running().stream()
                    .filter(execution ->
                            rollout(executions.rollout(execution)).target().equals(target))
                    .forEach(this::turn);
        }
    }

    /** One visit to the execution's rollout, and the wait after it. */
    void turn(String execution) {
        turn(execution, advance);
    }

    void turn(String execution, Advance by) {
        RolloutId id = executions.rollout(execution);
        visits++;
        switch (by.advance(id, execution, 1, now)) {
            case Step.Pause pause -> pass(pause.duration(), () -> false);
            case Step.Park park -> park(id, execution, park, by);
            case Step.SmokeTest test -> smoke(id, test);
            case Step.Finished _ -> executions.end(execution);
        }
    }

    private void park(RolloutId id, String execution, Step.Park park, Advance by) {
        String token = execution + " waits " + ++waits;
        by.park(id, token);
        pass(park.duration(), () -> executions.woken().contains(token));
    }

    /** Waits to the end, or until somebody ends the wait; what is to happen meanwhile happens at its time. */
    private void pass(Duration duration, BooleanSupplier isWoken) {
        Instant end = now.plus(duration);
        while (!isWoken.getAsBoolean() && now.isBefore(end)) {
            Map.Entry<Instant, Runnable> next = agenda.firstEntry();
            if (next == null || next.getKey().isAfter(end)) {
                now = end;
            } else {
                now = next.getKey().isAfter(now) ? next.getKey() : now;
                agenda.remove(next.getKey());
                next.getValue().run();
            }
        }
    }

    /** Something happens at that time, while everybody waits. */
    void at(Instant time, Runnable happening) {
        agenda.merge(time, happening, (first, second) -> () -> {
            first.run();
            second.run();
        });
    }

    /** Visits until something is true. */
    void turnUntil(String execution, BooleanSupplier isSo) {
        for (int turn = 0; !isSo.getAsBoolean(); turn++) {
            if (turn > 100) {
                throw new AssertionError("it never came to be so");
            }
            turn(execution);
        }
    }

    private void smoke(RolloutId id, Step.SmokeTest test) {
        Image image = rollout(id).image();
        Finding finding = findings.getOrDefault(image.digest() + " " + test.endpoint(), Finding.PASSED);
        ledger.keep(new VerdictRecord(
                id,
                test.endpoint(),
                rollout(id).progress().candidate().orElseThrow().version(),
                test.attempt(),
                finding,
                finding.name().toLowerCase(java.util.Locale.ROOT),
                List.of(),
                now));
    }

    /** How often the rollouts were carried on so far. */
    int visits() {
        return visits;
    }

    RolloutRecord rollout(RolloutId id) {
        return ledger.rollout(id).orElseThrow();
    }

    /** The target's rollout of this number. */
    RolloutRecord rollout(TargetName target, int number) {
        return rollout(RolloutId.of(target, number));
    }

    TargetState state(TargetName target) {
        return ledger.target(target);
    }

    /** The version that the endpoint serves. */
    Version serves(String endpoint) {
        return runtimes.endpoint(runtime, new EndpointName(endpoint))
                .orElseThrow()
                .liveVersion()
                .orElseThrow();
    }

    List<Version> versions() {
        return runtimes.versions(runtime);
    }

    /** What changed on the runtime from the call of this number on: operation, endpoint, version. */
    List<String> calls(int from) {
        return runtimes.calls().stream()
                .skip(from)
                .map(call -> call.replace(" " + runtime, ""))
                .toList();
    }

    /** The outcomes so far, each with its reason, in the order in which they were told. */
    List<String> outcomes() {
        return told.stream()
                .filter(Happening.RolloutFinished.class::isInstance)
                .map(Happening.RolloutFinished.class::cast)
                .map(f -> "%s %s %s".formatted(f.rollout(), f.outcome().word(), f.reason()))
                .toList();
    }

    /** A target whose first rollout went well. */
    TargetName live(String tag) {
        TargetName target = declare("support", "live", "live");
        push(tag);
        run();
        org.assertj.core.api.Assertions.assertThat(outcomes()).containsExactly("support-1 Promoted PROVEN");
        return target;
    }

    /** Somebody else updates the runtime. */
    void edit() {
        ObjectNode body = runtimes.latest(runtime).updateBody(RuntimeSamples.TOKEN);
        ((ObjectNode) body.path("environmentVariables")).put("API_KEY", "edited");
        runtimes.update(runtime, body);
        runtimes.settle();
    }

    /** What runs behind an endpoint. */
    RuntimeDocument document(String endpoint) {
        return runtimes.version(runtime, serves(endpoint)).orElseThrow();
    }
}
