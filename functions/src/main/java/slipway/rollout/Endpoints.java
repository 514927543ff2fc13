package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.rollout.Hands.Done;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.PointEndpoint;
import slipway.rollout.RolloutAction.RemoveEndpoint;

/** Makes, moves and removes endpoints. */
final class Endpoints {
    private static final Duration AFTER_A_MOVE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Place place;

    Endpoints(Ledger ledger, AgentRuntimes runtimes, Place place) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.place = place;
    }

    Done point(RolloutRecord rollout, PointEndpoint a, Instant now) {
        String token = token(rollout, "point", a.endpoint(), a.version());
        if (a.exists()) {
            runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.version(), token);
        } else {
            runtimes.createEndpoint(a.runtime(), a.endpoint(), a.version(), token, tags());
        }
        Progress pointed =
                rollout.progress().withTests(rollout.progress().tests().pointed());
        return Done.go(ledger.save(Hands.steady(rollout, pointed)
                .noted(now, "%s points to version %s".formatted(a.endpoint(), a.version()))));
    }

    /** The alarms are watched first: one that rings between the two is not lost. */
    Done moveLive(RolloutRecord rollout, MoveLive a, Instant now) {
        a.watched().forEach(alarm -> ledger.watch(alarm, rollout.target()));
        RolloutRecord intended =
                ledger.save(Hands.steady(rollout, rollout.progress().withMove(a.move()))
                        .noted(
                                now,
                                "%s moves to version %s"
                                        .formatted(a.endpoint(), a.move().to())));
        String token = token(rollout, "live", a.endpoint(), a.move().to());
        if (a.move().from().isPresent()) {
            runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.move().to(), token);
        } else {
            runtimes.createEndpoint(a.runtime(), a.endpoint(), a.move().to(), token, tags());
        }
        Progress taken = intended.progress()
                .withMove(a.move().taken())
                .withTests(intended.progress().tests().pointed());
        return Done.go(ledger.save(intended.withProgress(taken)));
    }

    Done moveBack(RolloutRecord rollout, MoveBack a, Instant now) {
        runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.to(), token(rollout, "back", a.endpoint(), a.to()));
        return Done.go(ledger.save(rollout.withProgress(rollout.progress().withWayBackTaken(now))
                .noted(now, "%s moves back to version %s".formatted(a.endpoint(), a.to()))));
    }

    Done remove(RolloutRecord rollout, RemoveEndpoint a, Instant now) {
        String token = Making.token("%s/%d/remove/%s".formatted(rollout.id(), rollout.revision(), a.endpoint()));
        runtimes.deleteEndpoint(a.runtime(), a.endpoint(), token);
        return Done.with(
                ledger.save(rollout.withProgress(rollout.progress().withWayBackTaken(now))
                        .noted(now, "%s is removed".formatted(a.endpoint()))),
                new Step.Pause(AFTER_A_MOVE));
    }

    private Map<String, String> tags() {
        return Map.of(Place.TAG, place.controlPlane());
    }

    private static String token(RolloutRecord rollout, String what, EndpointName endpoint, Version version) {
        return Making.token("%s/%d/%s/%s/%s".formatted(rollout.id(), rollout.revision(), what, endpoint, version));
    }
}
