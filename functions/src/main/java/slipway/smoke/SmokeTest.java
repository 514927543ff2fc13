package slipway.smoke;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.agentruntime.EndpointName;
import slipway.smoke.SmokeVerdict.Passed;
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
        return asked(runtimeArn, endpoint, spec, end(spec));
    }

    /**
     * As {@link #run}; where a latency ratio is declared, a candidate that passes must also keep to it, and live is
     * asked the same with what is left of the deadline.
     *
     * @param live the live endpoint; empty where there is none yet
     */
    public SmokeVerdict run(String runtimeArn, EndpointName candidate, Optional<EndpointName> live, SmokeSpec spec) {
        var end = end(spec);
        var verdict = asked(runtimeArn, candidate, spec, end);
        if (!(verdict instanceof Passed passed) || spec.latencyRatio().isEmpty()) {
            return verdict;
        }
        if (live.isEmpty()) {
            return passed.remarked("its latency was not compared with live's: there is no live endpoint yet");
        }
        BigDecimal most = spec.latencyRatio().get();
        return new LatencyComparison(most).judge(passed, asked(runtimeArn, live.get(), spec, end));
    }

    private Instant end(SmokeSpec spec) {
        return clock.instant().plus(spec.deadline());
    }

    private SmokeVerdict asked(String runtimeArn, EndpointName endpoint, SmokeSpec spec, Instant end) {
        if (spec.mustPass() < 1) {
            throw new IllegalArgumentException("a test that nothing has to pass would prove nothing");
        }
        var probe = new Probe(agents, sessionIds, runtimeArn, endpoint, spec.payload());
        return new SmokeRun(spec, probe, clock, pauses, end).verdict();
    }
}
