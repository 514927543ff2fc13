package slipway.local.logs;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;

/** Makes log groups from templates. */
public final class LogResources implements ResourceProvider {
    private static final Set<String> KNOWN =
            Set.of("LogGroupName", "LogGroupClass", "RetentionInDays", "KmsKeyId", "Tags");

    private final Logs logs;
    private final Place place;

    public LogResources(Logs logs, Place place) {
        this.logs = logs;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Logs::LogGroup");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        String name = properties.text("LogGroupName", properties.generatedName());
        LogGroup group = logs.create(name);
        if (properties.has("RetentionInDays")) {
            group.retention(properties.get("RetentionInDays").asInt());
        }
        return new Made(name, Map.of("Arn", LogsService.arn(place, name)));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("LogGroupName", before)) {
            return make(wanted);
        }
        Properties properties = Properties.of(wanted, KNOWN);
        logs.create(made.physicalId())
                .retention(
                        properties.has("RetentionInDays")
                                ? properties.get("RetentionInDays").asInt()
                                : null);
        return made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        logs.delete(made.physicalId());
    }
}
