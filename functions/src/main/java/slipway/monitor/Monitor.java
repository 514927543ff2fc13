package slipway.monitor;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;

/** CloudWatch, as a rollout looks at it; every method throws AwsFailure for what AWS refused or did not answer. */
public interface Monitor {

    /** The alarms' states; one that does not exist is missing from the answer. */
    Map<AlarmName, AlarmState> alarms(Set<AlarmName> names);

    /**
     * What callers asked of an endpoint: the whole one-minute periods from {@code from} up to, not including,
     * {@code to}, both whole minutes.
     *
     * @param runtimeArn the runtime's ARN, one of the metrics' dimensions
     */
    Traffic traffic(String runtimeArn, RuntimeName runtime, EndpointName endpoint, Instant from, Instant to);
}
