package slipway.local.scheduler;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.json.Properties;

/** Makes schedules and their groups from templates. */
public final class ScheduleResources implements ResourceProvider {
    private final Scheduler scheduler;

    public ScheduleResources(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Scheduler::Schedule", "AWS::Scheduler::ScheduleGroup");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals("AWS::Scheduler::Schedule") ? schedule(wanted) : group(wanted);
    }

    private Made schedule(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String name = properties.text("Name", properties.generatedName());
        String group = properties.text("GroupName", Scheduler.DEFAULT);
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
