package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import slipway.local.cloudwatch.Alarm.StateValue;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;

/** The alarms. Only metrics move them. */
public final class Alarms {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ScaledClock clock;
    private final Metrics metrics;
    private final AlarmEvents events;
    private final Consumer<ObjectNode> defaultBus;
    private final Function<String, Optional<Receiver>> receivers;
    private final Map<String, Watched> alarms = new ConcurrentHashMap<>();
    private final List<Transition> history = new CopyOnWriteArrayList<>();
    // One thread, so that changes are told in the order in which they happened.
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("alarms").factory());

    /**
     * @param defaultBus takes the events of state changes
     * @param receivers finds the topic or function behind an action's ARN
     */
    public Alarms(
            Place place,
            ScaledClock clock,
            Metrics metrics,
            Consumer<ObjectNode> defaultBus,
            Function<String, Optional<Receiver>> receivers) {
        this.clock = clock;
        this.metrics = metrics;
        this.events = new AlarmEvents(place);
        this.defaultBus = defaultBus;
        this.receivers = receivers;
        metrics.onArrival(this::arrived);
        new Ticker(clock, EVERY, () -> alarms.values().forEach(this::evaluate)).start();
    }

    /**
     * An alarm as it stands.
     *
     * @param reasonData the reason as JSON; empty for an alarm that was never evaluated
     */
    public record Status(Alarm alarm, StateValue value, String reason, String reasonData, Instant since) {
        private Status of(Alarm changed) {
            return new Status(changed, value, reason, reasonData, since);
        }
    }

    private static final class Watched {
        private volatile Status status;

        Watched(Status status) {
            this.status = status;
        }
    }

    /** Makes an alarm, or replaces the one of this name and keeps its state. */
    public void put(Alarm alarm) {
        Watched before = alarms.get(alarm.name());
        Status fresh = new Status(
                alarm, StateValue.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", clock.instant());
        alarms.put(alarm.name(), new Watched(before == null ? fresh : before.status.of(alarm)));
    }

    /** The alarm of this name, as it stands. */
    Optional<Status> find(String name) {
        return Optional.ofNullable(alarms.get(name)).map(watched -> watched.status);
    }

    void delete(String name) {
        alarms.remove(name);
    }

    /** All alarms by name. */
    public List<Status> all() {
        return alarms.values().stream()
                .map(watched -> watched.status)
                .sorted(Comparator.comparing(status -> status.alarm().name()))
                .toList();
    }

    /** Every change so far, the oldest first. */
    public List<Transition> history() {
        return List.copyOf(history);
    }

    private void arrived(Series series) {
        alarms.values().stream()
                .filter(watched -> watched.status.alarm().series().equals(series))
                .forEach(this::evaluate);
    }

    private void evaluate(Watched watched) {
        synchronized (watched) {
            Status before = watched.status;
            Instant now = clock.instant();
            Evaluation evaluation = Evaluation.of(before.alarm(), metrics, now);
            StateValue value = evaluation.state(before.value());
            change(watched, new Status(before.alarm(), value, evaluation.reason(value), evaluation.reasonData(), now));
        }
    }

    /**
     * Sets the state until the alarm is evaluated again: a way to see its actions.
     *
     * @throws AwsError ResourceNotFound
     */
    void set(String name, StateValue value, String reason, String reasonData) {
        Watched watched = alarms.get(name);
        if (watched == null) {
            throw new AwsError(404, "ResourceNotFound", "There is no alarm " + name);
        }
        synchronized (watched) {
            change(watched, new Status(watched.status.alarm(), value, reason, reasonData, clock.instant()));
        }
    }

    private void change(Watched watched, Status after) {
        Status before = watched.status;
        if (after.value() != before.value()) {
            watched.status = after;
            teller.execute(() -> tell(before, after));
        }
    }

    private void tell(Status before, Status after) {
        Transition change = new Transition(before, after, List.of());
        history.add(new Transition(before, after, act(change)));
        defaultBus.accept(events.change(change));
    }

    private List<String> act(Transition transition) {
        Caller from = new Caller.ServicePrincipal(
                "cloudwatch.amazonaws.com", transition.alarm().arn());
        List<String> failed = new ArrayList<>();
        for (String arn : transition.alarm().actions().of(transition.to())) {
            try {
                receivers
                        .apply(arn)
                        .orElseThrow(() -> new AwsError(404, "NotFound", "There is no " + arn))
                        .receive(arn, events.notification(transition), from);
            } catch (AwsError e) {
                failed.add("Failed to execute action " + arn + ": " + e.text());
            }
        }
        return List.copyOf(failed);
    }
}
