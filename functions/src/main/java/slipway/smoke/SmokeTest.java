package slipway.smoke;

import java.time.InstantSource;
import java.util.function.Supplier;
import slipway.agentruntime.EndpointName;
import slipway.target.SmokeSpec;
import slipway.time.Pauses;

/** Asks an agent as often as its declaration says, and comes to a verdict within the declared deadline. */
public final class SmokeTest {
    private final Agents agents;
    private final Supplier<String> sessionIds;
    private final InstantSource clock;
    private final Pauses pauses;

    /** Takes ids of sessions that nobody used before, of at least 33 characters. */
    public SmokeTest(Agents agents, Supplier<String> sessionIds, InstantSource clock, Pauses pauses) {
        this.agents = agents;
        this.sessionIds = sessionIds;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** Asks the agent behind the endpoint; a few seconds may be added to the deadline, for ending the last session. */
    public SmokeVerdict run(String runtimeArn, EndpointName endpoint, SmokeSpec spec) {
        var end = clock.instant().plus(spec.deadline());
        var probe = new Probe(agents, sessionIds, runtimeArn, endpoint, spec.payload());
        return new SmokeRun(spec, probe, clock, pauses, end).verdict();
    }
}
