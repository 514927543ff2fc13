package slipway.local.agentcore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How this AgentCore behaves where it can differ: times, quotas, rates, faults, and the questions that only a live
 * account could settle. May be changed at any time; what has begun goes on as it began.
 */
public final class AgentCoreBehaviour {

    /** Whether a member that an update leaves out is reset. AWS does not say; the worse case is the default. */
    public enum Omitted {
        RESET,
        AUTHORIZER_KEPT
    }

    /** Where DEFAULT points after an update that ended UPDATE_FAILED. */
    public enum DefaultAfterFailure {
        NEW_VERSION,
        OLD_VERSION
    }

    private Duration ready = Duration.ofSeconds(20);
    private Duration endpointReady = Duration.ofSeconds(5);
    private Duration deletion = Duration.ofSeconds(5);
    private int runtimeQuota = 1000;
    private int versionQuota = 1000;
    private int endpointQuota = 10;
    private boolean rates = true;
    private boolean mmdsV2Required = true;
    private Omitted omitted = Omitted.RESET;
    private DefaultAfterFailure defaultAfterFailure = DefaultAfterFailure.NEW_VERSION;
    private final Deque<String> updateFailures = new ArrayDeque<>();
    private final Deque<String> endpointFailures = new ArrayDeque<>();
    private final Deque<Duration> slow = new ArrayDeque<>();

    /** Scaled time from create or update to READY; zero is READY before the call returns. */
    public synchronized AgentCoreBehaviour ready(Duration scaled) {
        ready = scaled;
        return this;
    }

    /** Scaled time that an endpoint needs to move. */
    public synchronized AgentCoreBehaviour endpointReady(Duration scaled) {
        endpointReady = scaled;
        return this;
    }

    /** Scaled time that a deletion takes. */
    public synchronized AgentCoreBehaviour deletion(Duration scaled) {
        deletion = scaled;
        return this;
    }

    /** What an account may have before HTTP 402. */
    public synchronized AgentCoreBehaviour quotas(int runtimes, int versionsEach, int endpointsEach) {
        runtimeQuota = runtimes;
        versionQuota = versionsEach;
        endpointQuota = endpointsEach;
        return this;
    }

    /** Whether the documented rates throttle. */
    public synchronized AgentCoreBehaviour rates(boolean enforced) {
        rates = enforced;
        return this;
    }

    /** Whether a version without {@code requireMMDSV2} is refused when it is invoked, as AWS does since mid 2026. */
    public synchronized AgentCoreBehaviour mmdsV2Required(boolean required) {
        mmdsV2Required = required;
        return this;
    }

    public synchronized AgentCoreBehaviour omitted(Omitted fields) {
        omitted = fields;
        return this;
    }

    public synchronized AgentCoreBehaviour defaultAfterFailure(DefaultAfterFailure where) {
        defaultAfterFailure = where;
        return this;
    }

    /** The next update of a runtime ends UPDATE_FAILED for this reason; call it twice for the next two. */
    public synchronized void failNextUpdate(String reason) {
        updateFailures.add(reason);
    }

    /** The next move of an endpoint ends UPDATE_FAILED for this reason. */
    public synchronized void failNextEndpointUpdate(String reason) {
        endpointFailures.add(reason);
    }

    /** The next create or update takes this scaled time. */
    public synchronized void slowNextReady(Duration scaled) {
        slow.add(scaled);
    }

    synchronized Duration takeReady() {
        Duration next = slow.poll();
        return next == null ? ready : next;
    }

    synchronized @Nullable String takeUpdateFailure() {
        return updateFailures.poll();
    }

    synchronized @Nullable String takeEndpointFailure() {
        return endpointFailures.poll();
    }

    synchronized Duration endpointReady() {
        return endpointReady;
    }

    synchronized Duration deletion() {
        return deletion;
    }

    synchronized int runtimeQuota() {
        return runtimeQuota;
    }

    synchronized int versionQuota() {
        return versionQuota;
    }

    synchronized int endpointQuota() {
        return endpointQuota;
    }

    synchronized boolean rates() {
        return rates;
    }

    synchronized boolean mmdsV2Required() {
        return mmdsV2Required;
    }

    synchronized Omitted omitted() {
        return omitted;
    }

    synchronized DefaultAfterFailure defaultAfterFailure() {
        return defaultAfterFailure;
    }
}
