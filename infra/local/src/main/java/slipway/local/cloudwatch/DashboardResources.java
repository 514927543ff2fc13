package slipway.local.cloudwatch;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.json.Properties;

/** Makes dashboards from templates. */
public final class DashboardResources implements ResourceProvider {
    private static final Set<String> KNOWN = Set.of("DashboardName", "DashboardBody", "Tags");

    private final Dashboards dashboards;

    public DashboardResources(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::CloudWatch::Dashboard");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        String name = properties.text("DashboardName", properties.generatedName());
        String body = properties.text("DashboardBody");
        try {
            dashboards.put(name, body);
        } catch (IllegalArgumentException e) {
            throw properties.wrong("DashboardBody", "is not a dashboard's: " + e.getMessage());
        }
        return new Made(name, Map.of());
    }

    /** In its place, or, under another name, a new one. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        dashboards.delete(made.physicalId());
    }
}
