package slipway.smoke;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.Declaration;
import slipway.target.Declaration.Proof;
import slipway.target.DeclarationReader;
import slipway.target.Declared;
import slipway.target.SmokeSpec;

/** A rollout's smoke test: from its declaration to a verdict in the ledger. */
final class RolloutTest {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutTest.class);

    private final Ledger ledger;
    private final SmokeTest test;

    RolloutTest(Ledger ledger, SmokeTest test) {
        this.ledger = ledger;
        this.test = test;
    }

    /**
     * Runs the test, unless its verdict is there already.
     *
     * @param functionArn tells the partition, Region and account of the runtime, which are the function's own
     * @return where the verdict is, within the rollout
     */
    String run(RolloutId id, EndpointName endpoint, int attempt, String functionArn, Instant now) {
        String reference = "%s#%d".formatted(endpoint, attempt);
        if (ledger.verdict(id, endpoint.value(), attempt).isEmpty()) {
            RolloutRecord rollout =
                    ledger.rollout(id).orElseThrow(() -> new IllegalStateException("no record of " + id));
            SmokeVerdict verdict = test.run(runtimeArn(rollout, functionArn), endpoint, spec(rollout));
            VerdictRecord kept = record(rollout, endpoint, attempt, verdict, now);
            ledger.keep(kept);
            LOG.info(
                    "rollout {}: smoke test {} behind {}: {}, {}",
                    id,
                    attempt,
                    endpoint,
                    kept.finding(),
                    kept.reason());
        }
        return reference;
    }

    private static SmokeSpec spec(RolloutRecord rollout) {
        if (DeclarationReader.read(rollout.declaration()) instanceof Declared.Valid valid
                && valid.declaration()
                                .deployment()
                                .map(Declaration.Deployment::proof)
                                .orElse(null)
                        instanceof Proof.BySmokeTest smoke) {
            return smoke.spec();
        }
        throw new IllegalStateException("rollout " + rollout.id() + " declares no smoke test");
    }

    private static String runtimeArn(RolloutRecord rollout, String functionArn) {
        String[] parts = functionArn.split(":", -1);
        RuntimeId runtime = rollout.progress().runtime().orElseThrow();
        return "arn:%s:bedrock-agentcore:%s:%s:runtime/%s".formatted(parts[1], parts[3], parts[4], runtime.value());
    }

    private static VerdictRecord record(
            RolloutRecord rollout, EndpointName endpoint, int attempt, SmokeVerdict verdict, Instant now) {
        return switch (verdict) {
            case SmokeVerdict.Passed passed ->
                new VerdictRecord(
                        rollout.id(),
                        endpoint.value(),
                        attempt,
                        Finding.PASSED,
                        passed(passed),
                        samples(passed.samples()),
                        now);
            case SmokeVerdict.AgentFailed failed ->
                new VerdictRecord(
                        rollout.id(),
                        endpoint.value(),
                        attempt,
                        Finding.AGENT_FAILED,
                        failed.reason(),
                        samples(List.of(failed.sample())),
                        now);
            case SmokeVerdict.CouldNotAsk asked ->
                new VerdictRecord(
                        rollout.id(), endpoint.value(), attempt, Finding.COULD_NOT_ASK, asked.reason(), List.of(), now);
            case SmokeVerdict.Skipped skipped ->
                throw new IllegalStateException("a test that is declared was skipped: " + skipped.reason());
        };
    }

    private static String passed(SmokeVerdict.Passed passed) {
        long slowest = passed.samples().stream()
                .mapToLong(sample -> sample.latency().toMillis())
                .max()
                .orElse(0);
        return "%d right answers, the slowest in %d ms"
                .formatted(passed.samples().size(), slowest);
    }

    private static List<VerdictRecord.Sample> samples(List<Sample> samples) {
        return samples.stream()
                .map(s -> new VerdictRecord.Sample(s.status(), s.latency().toMillis(), s.answer()))
                .toList();
    }
}
