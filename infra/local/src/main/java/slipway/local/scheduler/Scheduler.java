package slipway.local.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import slipway.local.delivery.Delivery;
import slipway.local.delivery.Roles;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;
import slipway.local.time.Timetable;

/** The schedules of this machine, running by scaled time. */
public final class Scheduler {
    static final String DEFAULT = "default";

    private final Place place;
    private final ScaledClock clock;
    private final Roles roles;
    private final ScheduleReader reader;
    private final Delivery<ScheduleParcel> delivery;
    private final SortedMap<String, Running> schedules = new TreeMap<>();
    private final SortedMap<String, Group> groups = new TreeMap<>();
    private final List<String> undelivered = new CopyOnWriteArrayList<>();

    /** @param receivers finds what stands behind the ARN of a target or a dead-letter queue */
    public Scheduler(Place place, ScaledClock clock, Roles roles, Function<String, Optional<Receiver>> receivers) {
        this.place = place;
        this.clock = clock;
        this.roles = roles;
        this.reader = new ScheduleReader(place);
        this.delivery = new Delivery<>(
                clock, receivers, (lost, why) -> undelivered.add(lost.schedule().name() + ": " + why.text()));
        groups.put(DEFAULT, new Group(DEFAULT, clock.instant()));
    }

    /** Schedules that go together; they are deleted with it. */
    record Group(String name, Instant created) {}

    private record Running(Schedule schedule, Timetable timetable) {}

    String groupArn(String group) {
        return place.arn("scheduler", "schedule-group/" + group);
    }

    String arn(String group, String name) {
        return place.arn("scheduler", "schedule/" + group + "/" + name);
    }

    /** @throws AwsError ConflictException when it is there already */
    synchronized void createGroup(String name) {
        if (groups.putIfAbsent(name, new Group(name, clock.instant())) != null) {
            throw new AwsError(409, "ConflictException", "Schedule group " + name + " already exists.");
        }
    }

    /** With all its schedules. */
    synchronized void deleteGroup(String name) {
        group(name);
        all().stream()
                .filter(schedule -> schedule.group().equals(name))
                .forEach(schedule -> delete(name, schedule.name()));
        groups.remove(name);
    }

    synchronized Group group(String name) {
        Group group = groups.get(name);
        if (group == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule group " + name + " does not exist.");
        }
        return group;
    }

    synchronized List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /**
     * Makes a schedule and lets it run.
     *
     * @throws IllegalArgumentException naming the member that is wrong
     * @throws AwsError ConflictException when it is there already
     */
    synchronized Schedule create(String group, String name, ObjectNode input) {
        group(group);
        if (schedules.containsKey(arn(group, name))) {
            throw new AwsError(409, "ConflictException", "Schedule " + name + " already exists.");
        }
        return put(group, name, input, clock.instant());
    }

    /** Replaces it as a whole: what is left out gets its default. */
    synchronized Schedule update(String group, String name, ObjectNode input) {
        return put(group, name, input, find(group, name).created());
    }

    private Schedule put(String group, String name, ObjectNode input, Instant created) {
        Schedule schedule = reader.read(group, name, input, created, clock.instant());
        Timetable timetable =
                new Timetable(clock, schedule.times(), due -> call(schedule, due), () -> completed(schedule));
        Running before = schedules.put(schedule.arn(), new Running(schedule, timetable));
        if (before != null) {
            before.timetable().stop();
        }
        // A rate calls at once when it begins.
        timetable.start(schedule.modified().minusMillis(1));
        return schedule;
    }

    private void call(Schedule schedule, Instant due) {
        if (schedule.enabled()) {
            delivery.deliver(
                    new ScheduleParcel(
                            schedule,
                            groupArn(schedule.group()),
                            due,
                            UUID.randomUUID().toString(),
                            roles),
                    Duration.ZERO);
        }
    }

    private synchronized void completed(Schedule schedule) {
        if (schedule.goesWhenDone()) {
            Running now = schedules.get(schedule.arn());
            if (now != null && now.schedule().equals(schedule)) {
                schedules.remove(schedule.arn());
            }
        }
    }

    /** @throws AwsError ResourceNotFoundException */
    synchronized Schedule find(String group, String name) {
        Running running = schedules.get(arn(group, name));
        if (running == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule " + name + " does not exist.");
        }
        return running.schedule();
    }

    synchronized void delete(String group, String name) {
        find(group, name);
        Running running = schedules.remove(arn(group, name));
        if (running != null) {
            running.timetable().stop();
        }
    }

    /** All of them, by group and name. */
    synchronized List<Schedule> all() {
        return schedules.values().stream().map(Running::schedule).toList();
    }

    /** What reached neither its target nor a dead-letter queue, in words. */
    public List<String> undelivered() {
        return List.copyOf(undelivered);
    }
}
