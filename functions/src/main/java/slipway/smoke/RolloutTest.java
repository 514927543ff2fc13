package slipway.smoke;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.event.SmokeSeconds;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.Declaration;
import slipway.target.Declaration.Proof;
import slipway.target.DeclarationReader;
import slipway.target.SmokeSpec;

/** A rollout's smoke test: from its declaration to a verdict in the ledger. */
final class RolloutTest {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutTest.class);

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final SmokeTest test;
    private final SmokeSeconds seconds;
    private final InstantSource clock;

    /** @param clock measures the test, by real time */
    RolloutTest(Ledger ledger, AgentRuntimes runtimes, SmokeTest test, SmokeSeconds seconds, InstantSource clock) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.test = test;
        this.seconds = seconds;
        this.clock = clock;
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
            Version version = rollout.progress().candidate().orElseThrow().version();
            Instant began = clock.instant();
            SmokeVerdict verdict = tested(rollout, endpoint, version, functionArn);
            Duration took = Duration.between(began, clock.instant());
            VerdictRecord kept = record(new Asked(rollout.id(), endpoint, version, attempt, now), verdict);
            ledger.keep(kept);
            seconds.took(took, rollout.target(), now);
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

    /** What was asked, and when. */
    private record Asked(RolloutId rollout, EndpointName endpoint, Version version, int attempt, Instant at) {

        VerdictRecord found(Finding finding, String reason, List<Sample> samples) {
            List<VerdictRecord.Sample> kept = samples.stream()
                    .map(s -> new VerdictRecord.Sample(s.status(), s.latency().toMillis(), s.answer()))
                    .toList();
            return new VerdictRecord(rollout, endpoint.value(), version, attempt, finding, reason, kept, at);
        }
    }

    /** A verdict counts only for the version that the endpoint served all the while. */
    private SmokeVerdict tested(RolloutRecord rollout, EndpointName endpoint, Version version, String functionArn) {
        RuntimeId runtime = rollout.progress().runtime().orElseThrow();
        if (!serves(runtime, endpoint, version)) {
            return moved(endpoint, version);
        }
        SmokeVerdict verdict = asked(rollout, endpoint, runtimeArn(runtime, functionArn));
        return serves(runtime, endpoint, version) ? verdict : moved(endpoint, version);
    }

    /** Only a candidate is compared with live. */
    private SmokeVerdict asked(RolloutRecord rollout, EndpointName endpoint, String runtimeArn) {
        Declaration.Deployment deployment = deployment(rollout);
        SmokeSpec spec = spec(rollout, deployment);
        if (!endpoint.equals(deployment.endpoint().candidate())) {
            return test.run(runtimeArn, endpoint, spec);
        }
        Optional<EndpointName> live =
                rollout.progress().base().flatMap(Progress.Base::live).map(_ -> deployment.endpoint());
        return test.run(runtimeArn, endpoint, live, spec);
    }

    private boolean serves(RuntimeId runtime, EndpointName endpoint, Version version) {
        return runtimes.endpoint(runtime, endpoint)
                .filter(e -> e.serves(version))
                .isPresent();
    }

    private static SmokeVerdict moved(EndpointName endpoint, Version version) {
        return new SmokeVerdict.CouldNotAsk(
                "the endpoint %s did not serve version %s while it was tested".formatted(endpoint, version));
    }

    private static Declaration.Deployment deployment(RolloutRecord rollout) {
        return DeclarationReader.accepted(Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment)
                .orElseThrow(() -> new IllegalStateException("rollout " + rollout.id() + " declares no runtime"));
    }

    private static SmokeSpec spec(RolloutRecord rollout, Declaration.Deployment deployment) {
        return switch (deployment.proof()) {
            case Proof.BySmokeTest smoke -> smoke.spec();
            case Proof.Skipped _ ->
                throw new IllegalStateException("rollout " + rollout.id() + " declares no smoke test");
        };
    }

    private static String runtimeArn(RuntimeId runtime, String functionArn) {
        String[] parts = functionArn.split(":", -1);
        return "arn:%s:bedrock-agentcore:%s:%s:runtime/%s".formatted(parts[1], parts[3], parts[4], runtime.value());
    }

    private static VerdictRecord record(Asked asked, SmokeVerdict verdict) {
        return switch (verdict) {
            case SmokeVerdict.Passed passed -> asked.found(Finding.PASSED, passed(passed), passed.samples());
            case SmokeVerdict.AgentFailed failed ->
                asked.found(Finding.AGENT_FAILED, failed.reason(), List.of(failed.sample()));
            case SmokeVerdict.CouldNotAsk nobody -> asked.found(Finding.COULD_NOT_ASK, nobody.reason(), List.of());
        };
    }

    private static String passed(SmokeVerdict.Passed passed) {
        long slowest = passed.samples().stream()
                .mapToLong(sample -> sample.latency().toMillis())
                .max()
                .orElse(0);
        int right = passed.samples().size();
        return "%d right %s, the slowest in %d ms".formatted(right, right == 1 ? "answer" : "answers", slowest)
                + passed.remark().map(said -> "; " + said).orElse("");
    }
}
