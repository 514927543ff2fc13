package slipway.local.scheduler;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.json.Properties;

/** Makes schedules and their groups from templates. */
public final class ScheduleResources implements ResourceProvider {
    private static final String GROUP = "AWS::Scheduler::ScheduleGroup";

    private final Scheduler scheduler;

    public ScheduleResources(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Scheduler::Schedule", GROUP);
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(GROUP) ? group(wanted) : schedule(wanted);
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.type().equals(GROUP)
                ? wanted.differsIn("Name", before)
                : wanted.differsIn("Name", before) || wanted.differsIn("GroupName", before)) {
            return make(wanted);
        }
        if (!wanted.type().equals(GROUP)) {
            scheduler.update(group(new Properties(wanted)), made.physicalId(), wanted.properties());
        }
        return made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        if (was.type().equals(GROUP)) {
            if (scheduler.groups().stream().anyMatch(group -> group.name().equals(made.physicalId()))) {
                scheduler.deleteGroup(made.physicalId());
            }
        } else if (scheduler.all().stream()
                .anyMatch(schedule -> schedule.arn().equals(made.attributes().get("Arn")))) {
            scheduler.delete(group(new Properties(was)), made.physicalId());
        }
    }

    private static String group(Properties properties) {
        return properties.text("GroupName", Scheduler.DEFAULT);
    }

    private Made schedule(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String name = properties.text("Name", properties.generatedName());
        String group = group(properties);
        try {
            Schedule made = scheduler.create(group, name, wanted.properties());
            return new Made(name, Map.of("Arn", made.arn()));
        } catch (IllegalArgumentException | AwsError e) {
            throw new IllegalArgumentException(
                    "%s %s in stack %s: %s"
                            .formatted(wanted.type(), wanted.logicalId(), wanted.stack(), e.getMessage()),
                    e);
        }
    }

    private Made group(Wanted wanted) {
        Properties properties = Properties.of(wanted, Set.of("Name", "Tags"));
        String name = properties.text("Name", properties.generatedName());
        scheduler.createGroup(name);
        return new Made(name, Map.of("Arn", scheduler.groupArn(name)));
    }
}
