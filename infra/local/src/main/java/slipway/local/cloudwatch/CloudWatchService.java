package slipway.local.cloudwatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.edge.TreeService;

/** CloudWatch's API in all of its protocols: query, JSON 1.0, and CBOR. */
public final class CloudWatchService extends TreeService {
    private final Map<String, JsonService.Operation> operations = new HashMap<>();

    public CloudWatchService(Place place, Metrics metrics, Alarms alarms, Dashboards dashboards) {
        operations.putAll(new MetricOperations(metrics).operations());
        operations.putAll(new AlarmOperations(place, alarms).operations());
        operations.putAll(new AlarmChanges(place, alarms).operations());
        operations.putAll(new DashboardOperations(dashboards).operations());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("monitoring");
    }

    @Override
    protected String namespace() {
        return "http://monitoring.amazonaws.com/doc/2010-08-01/";
    }

    @Override
    protected Map<String, String> errorShapes() {
        return Map.of(
                "InvalidParameterCombination", "InvalidParameterCombinationException",
                "InvalidParameterValue", "InvalidParameterValueException",
                "MissingParameter", "MissingRequiredParameterException");
    }

    @Override
    protected Map<String, JsonService.Operation> operations() {
        return operations;
    }
}
