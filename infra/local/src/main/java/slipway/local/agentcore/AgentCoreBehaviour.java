package slipway.local.agentcore;

import java.time.Duration;

/**
 * How this AgentCore behaves where it can differ: times, quotas, rates, and the questions that only a live
 * account could settle. May be changed at any time; what has begun goes on as it began.
 */
public final class AgentCoreBehaviour {
    private Duration ready = Duration.ofSeconds(20);
    private Duration endpointReady = Duration.ofSeconds(5);
    private Duration deletion = Duration.ofSeconds(5);
    private int runtimeQuota = 1000;
    private int versionQuota = 1000;
    private int endpointQuota = 10;
    private boolean rates = true;
    private boolean mmdsV2Required = true;
    private Duration unusedKept = Duration.ofMinutes(10);
    private Answers answers = Answers.configured();

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

    /** Scaled time that a version without an endpoint is kept, where {@link OpenQuestion#OLD_VERSIONS} are deleted. */
    public synchronized AgentCoreBehaviour unusedKept(Duration scaled) {
        unusedKept = scaled;
        return this;
    }

    /** The questions that only a live account could settle. */
    public synchronized AgentCoreBehaviour answers(Answers given) {
        answers = given;
        return this;
    }

    synchronized Duration unusedKept() {
        return unusedKept;
    }

    synchronized Duration ready() {
        return ready;
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

    synchronized boolean isWorse(OpenQuestion question) {
        return answers.isWorse(question);
    }
}
