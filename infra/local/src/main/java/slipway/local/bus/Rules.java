package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;
import slipway.local.time.ScheduleExpression;
import slipway.local.time.Timetable;

/** The rules of all buses, those with a schedule running. */
final class Rules {
    private final Place place;
    private final ScaledClock clock;
    private final BiConsumer<Rule, ObjectNode> due;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private final Map<String, Timetable> timetables = new ConcurrentHashMap<>();

    /** @param due takes a rule, as it is then, and the event of its schedule */
    Rules(Place place, ScaledClock clock, BiConsumer<Rule, ObjectNode> due) {
        this.place = place;
        this.clock = clock;
        this.due = due;
    }

    /** Makes or replaces a rule. */
    synchronized void put(Rule rule) {
        Rule before = rules.put(rule.arn(), rule);
        if (before == null || !before.trigger().equals(rule.trigger())) {
            stop(rule.arn());
            run(rule);
        }
    }

    synchronized void delete(String arn) {
        rules.remove(arn);
        stop(arn);
    }

    private void stop(String arn) {
        Timetable before = timetables.remove(arn);
        if (before != null) {
            before.stop();
        }
    }

    private void run(Rule rule) {
        String schedule = rule.trigger().schedule();
        if (schedule == null) {
            return;
        }
        Instant now = clock.instant();
        ScheduleExpression times = ScheduleExpression.parse(schedule, ZoneOffset.UTC, now);
        timetables.put(rule.arn(), new Timetable(clock, times, at -> tick(rule.arn(), at), () -> {}).start(now));
    }

    private void tick(String arn, Instant at) {
        Rule rule = rules.get(arn);
        if (rule != null && rule.enabled()) {
            ObjectNode event = Events.envelope(place, at, "aws.events", "Scheduled Event", Json.object());
            event.withArray("resources").add(arn);
            due.accept(rule, event);
        }
    }

    /** The rules of a bus by name. */
    List<Rule> of(String bus) {
        return rules.values().stream()
                .filter(rule -> rule.bus().equals(bus))
                .sorted(Comparator.comparing(Rule::name))
                .toList();
    }

    Optional<Rule> find(String arn) {
        return Optional.ofNullable(rules.get(arn));
    }
}
