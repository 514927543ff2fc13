package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.admission.Wish;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.target.Declaration;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/**
 * Asks for a rollout where a stack has changed a runtime that it owns itself: such an update makes a version which nobody
 * has proven, with whatever image the template names, and live does not follow it.
 */
final class StackUpdates {
    private static final Logger LOG = LoggerFactory.getLogger(StackUpdates.class);

    /** CloudFormation tags what it makes with the stack that it made it for. */
    private static final String OWNER = "aws:cloudformation:stack-id";

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    StackUpdates(Ledger ledger, AgentRuntimes runtimes, Admission admission) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.admission = admission;
    }

    /** @throws AwsFailure where a target could not be looked at; the others were */
    void updated(String stack, Instant now) {
        List<TargetName> followers = ledger.targets().stream()
                .filter(target -> deployment(target).isPresent())
                .toList();
        Optional<AwsFailure> failure = Optional.empty();
        boolean asked = false;
        for (TargetName target : followers) {
            try {
                asked |= isChanged(target, deployment(target).orElseThrow(), stack) && ask(target, now);
            } catch (AwsFailure e) {
                failure = Optional.of(e);
            }
        }
        failure.ifPresent(e -> {
            throw e;
        });
        if (!asked) {
            LOG.info("ignored the update of {}: it left nothing to roll out", stack);
        }
    }

    private boolean isTried(TargetName target, Version version) {
        long last = ledger.target(target).claim().sequence();
        return last > 0
                && ledger.rollout(RolloutId.of(target, last))
                        .flatMap(rollout -> rollout.progress().candidate())
                        .filter(candidate -> candidate.version().equals(version))
                        .isPresent();
    }

    private boolean ask(TargetName target, Instant now) {
        attempts.run(() -> admission.admit(ledger.target(target), Wish.of(Cause.CONFIGURATION), now));
        return true;
    }

    /** The declaration, where it takes the configuration from the latest version. */
    private Optional<Deployment> deployment(TargetName target) {
        return DeclarationReader.accepted(ledger.target(target).declaration())
                .flatMap(Declaration::deployment)
                .filter(deployment -> deployment.configurationFrom() == ConfigurationFrom.LATEST);
    }

    private boolean isChanged(TargetName target, Deployment deployment, String stack) {
        return runtimes.find(deployment.runtime())
                .filter(id -> isChanged(id, target, deployment, stack))
                .isPresent();
    }

    /** Whether the latest version is the stack's, not what live serves, and not what was tried last. */
    private boolean isChanged(RuntimeId id, TargetName target, Deployment deployment, String stack) {
        RuntimeDocument latest = runtimes.latest(id);
        boolean own = ledger.runtime(id).made().containsKey(latest.version().number());
        return !own
                && !isTried(target, latest.version())
                && stack.equals(runtimes.tags(latest.arn()).get(OWNER))
                && runtimes.endpoint(id, deployment.endpoint())
                        .flatMap(Endpoint::liveVersion)
                        .flatMap(version -> runtimes.version(id, version))
                        .filter(live -> !live.differences(latest).isEmpty())
                        .isPresent();
    }
}
