package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import slipway.agentruntime.AgentRuntimes;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/** Tells how things stand, and changes nothing. */
final class Status {
    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Images images;
    private final Targets targets;

    Status(Ledger ledger, AgentRuntimes runtimes, Images images) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.images = images;
        this.targets = new Targets(ledger);
    }

    /** @throws Refused where there is no such target or rollout */
    ObjectNode show(View view) {
        return switch (view) {
            case View.AllTargets _ -> all();
            case View.OneTarget one -> one(one.target());
            case View.Rollouts rollouts -> rollouts(rollouts);
            case View.OneRollout one -> rollout(one.rollout());
            case View.Images of -> images(of.target());
            case View.Rebuild _ -> RebuildView.of(ledger);
        };
    }

    private ObjectNode all() {
        ObjectNode answer = UrlAnswer.body();
        List<TargetState> states = ledger.targets().stream()
                .sorted(Comparator.comparing(TargetName::value))
                .map(ledger::target)
                .filter(state -> state.declaration().isPresent())
                .toList();
        Json.list(answer, "targets", states, state -> target(state, declaration(state), Sight.none()));
        return answer;
    }

    private ObjectNode one(TargetName name) {
        TargetState state = targets.known(name);
        Optional<Declaration> declaration = declaration(state);
        Sight sight = Lookout.look(runtimes, images, state, declaration.flatMap(Declaration::deployment));
        ObjectNode answer = UrlAnswer.body();
        answer.set("target", target(state, declaration, sight));
        return answer;
    }

    private ObjectNode target(TargetState state, Optional<Declaration> declaration, Sight sight) {
        ObjectNode view = TargetView.of(state, declaration, targets.active(state), sight);
        return view.set("drift", DriftView.of(ledger.drift(state.name()), declaration));
    }

    private static Optional<Declaration> declaration(TargetState state) {
        return DeclarationReader.accepted(state.declaration());
    }

    private ObjectNode rollouts(View.Rollouts asked) {
        TargetState state = targets.known(asked.target());
        long newest = Math.min(state.claim().sequence(), asked.before().orElse(Long.MAX_VALUE) - 1);
        List<RolloutRecord> found = LongStream.iterate(newest, n -> n > 0, n -> n - 1)
                .limit(asked.limit())
                .mapToObj(n -> ledger.rollout(RolloutId.of(asked.target(), n)))
                .flatMap(Optional::stream)
                .filter(rollout -> isOne(rollout, state))
                .toList();
        ObjectNode answer = UrlAnswer.body();
        Json.list(answer, "rollouts", found, rollout -> Summary.of(rollout, state.orders()));
        return answer;
    }

    /** A start that came too late to claim the target leaves its record, and is none. */
    private static boolean isOne(RolloutRecord rollout, TargetState state) {
        return rollout.hasBegun() || state.claim().active().equals(Optional.of(rollout.id()));
    }

    private ObjectNode rollout(RolloutId id) {
        return ledger.rollout(id)
                .map(rollout -> RecordView.of(rollout, ledger))
                .orElseThrow(() -> Refusal.of(
                                Code.UNKNOWN_ROLLOUT,
                                "There is no rollout %s; records are kept for a year.".formatted(id))
                        .about("rollout", id.value())
                        .refused());
    }

    private ObjectNode images(TargetName name) {
        TargetState state = targets.known(name);
        Declaration declaration = declaration(state)
                .orElseThrow(() -> Refusal.of(
                                Code.UNKNOWN_TARGET, "%s is not declared any more: declare it again.".formatted(name))
                        .about("target", name.value())
                        .refused());
        return ImagesView.of(state, declaration.tagPolicy(), images.list(declaration.repository()));
    }
}
