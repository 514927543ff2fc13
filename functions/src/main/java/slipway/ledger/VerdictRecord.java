package slipway.ledger;

import java.time.Instant;
import java.util.List;
import slipway.agentruntime.Version;

/**
 * What a smoke test found. The agent's answers stand here, capped and escaped, and nowhere else.
 *
 * @param endpoint the endpoint that was asked
 * @param version the version that answered
 * @param attempt counts the tests of that endpoint within the rollout, from 1
 */
public record VerdictRecord(
        RolloutId rollout,
        String endpoint,
        Version version,
        int attempt,
        Finding finding,
        String reason,
        List<Sample> samples,
        Instant at) {

    /** Failed is not errored: the agent was wrong, or nobody could ask it. */
    public enum Finding {
        PASSED,
        AGENT_FAILED,
        COULD_NOT_ASK
    }

    /** One session with the agent. */
    public record Sample(int status, long latencyMillis, String answer) {}
}
