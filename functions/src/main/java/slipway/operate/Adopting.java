package slipway.operate;

import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeStatus;
import slipway.agentruntime.Version;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Adoption;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Restraint;
import slipway.target.Declaration.Deployment;

/** Lets the next rollout start from what somebody else made of the runtime. */
final class Adopting {
    private final Ledger ledger;
    private final AgentRuntimes runtimes;

    Adopting(Ledger ledger, AgentRuntimes runtimes) {
        this.ledger = ledger;
        this.runtimes = runtimes;
    }

    Change adopt(Situation now) {
        Deployment deployment = now.deployment();
        RuntimeId id = runtimes.find(deployment.runtime())
                .orElseThrow(() -> nothing(now, "There is no runtime named %s here.".formatted(deployment.runtime())));
        RuntimeDocument latest = runtimes.latest(id);
        Version version = latest.version();
        TargetState state = now.state();
        Optional<Adoption> standing =
                state.orders().adoption().filter(a -> a.version().equals(version));
        if (standing.isPresent()) {
            return new Change.None("Version %s is adopted already, since %s by %s: the next rollout starts from it."
                    .formatted(version, standing.get().at(), standing.get().by()));
        }
        check(now, id, latest);
        Adoption adoption = new Adoption(version, now.by(), now.now());
        return now.admitted(
                state.withOrders(state.orders().withAdoption(Optional.of(adoption)))
                        .withRestraint(accepted(state.restraint())),
                Cause.RELEASE,
                "Adopted",
                "version " + version,
                "Version %s is adopted: the next rollout starts from its configuration.".formatted(version));
    }

    private void check(Situation now, RuntimeId id, RuntimeDocument latest) {
        boolean live = now.state()
                .serving()
                .live()
                .filter(served -> served.version().equals(latest.version()))
                .isPresent();
        if (live || ledger.runtime(id).knows(latest)) {
            throw nothing(now, "The latest version, %s, is not somebody else's.".formatted(latest.version()));
        }
        if (latest.status().hasFailed()) {
            throw nothing(
                    now,
                    "The latest version, %s, failed: %s. Put the runtime right first."
                            .formatted(latest.version(), latest.failureReason().orElse("AgentCore gives no reason")));
        }
        if (latest.status() != RuntimeStatus.READY) {
            throw Refusal.of(Code.BUSY, "Version %s is not READY yet. Try again.".formatted(latest.version()))
                    .refused();
        }
    }

    private static Restraint accepted(Restraint restraint) {
        return restraint.withHold(restraint.hold().filter(hold -> hold.kind() != Hold.Kind.FOREIGN_CHANGE));
    }

    private static Refused nothing(Situation now, String why) {
        boolean held = now.state()
                .restraint()
                .hold()
                .filter(hold -> hold.kind() == Hold.Kind.FOREIGN_CHANGE)
                .isPresent();
        String next = held
                ? " To roll out again: slipway release %s."
                        .formatted(now.order().target())
                : "";
        return Refusal.of(Code.NOTHING_TO_ADOPT, why + next).refused();
    }
}
