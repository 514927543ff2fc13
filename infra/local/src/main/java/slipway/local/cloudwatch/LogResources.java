package slipway.local.cloudwatch;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;

/** Makes log groups, and takes dashboards, which change nothing here, from templates. */
public final class LogResources implements ResourceProvider {
    private static final Set<String> GROUP =
            Set.of("LogGroupName", "LogGroupClass", "RetentionInDays", "KmsKeyId", "Tags");
    private static final Set<String> DASHBOARD = Set.of("DashboardName", "DashboardBody", "Tags");

    private final Logs logs;
    private final Place place;

    public LogResources(Logs logs, Place place) {
        this.logs = logs;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Logs::LogGroup", "AWS::CloudWatch::Dashboard");
    }

    @Override
    public Made make(Wanted wanted) {
        if (wanted.type().equals("AWS::CloudWatch::Dashboard")) {
            Properties properties = Properties.of(wanted, DASHBOARD);
            return new Made(properties.text("DashboardName", properties.generatedName()), Map.of());
        }
        Properties properties = Properties.of(wanted, GROUP);
        String name = properties.text("LogGroupName", properties.generatedName());
        logs.create(name);
        return new Made(name, Map.of("Arn", place.arn("logs", "log-group:" + name + ":*")));
    }
}
