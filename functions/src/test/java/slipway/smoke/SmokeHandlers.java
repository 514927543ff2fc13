package slipway.smoke;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.InstantSource;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.SmokeSeconds;
import slipway.ledger.Ledger;
import slipway.time.Pauses;

/** The smoke test's handler over whatever a test gives it. */
public final class SmokeHandlers {
    private static final String SESSION = "session-of-a-history-0123456789012345";

    private SmokeHandlers() {}

    public static RequestStreamHandler smokeTest(
            Ledger ledger, AgentRuntimes runtimes, Agents agents, InstantSource clock, Pauses pauses) {
        SmokeTest test = new SmokeTest(agents, () -> SESSION, clock, pauses);
        return new SmokeTestHandler(
                new RolloutTest(ledger, runtimes, test, new SmokeSeconds("local", line -> {}), clock));
    }
}
