package slipway.operate;

import java.util.List;
import java.util.Optional;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Restraint;
import slipway.ledger.TargetState.Veto;

/** Keeps images from rolling out, and lets them roll out again. */
final class Restraining {
    private Restraining() {}

    static Change hold(Situation now) {
        now.deployment();
        TargetState state = now.state();
        Optional<Hold> standing = state.restraint().hold().filter(hold -> hold.kind() == Hold.Kind.PERSON);
        if (standing.isPresent()) {
            return new Change.None("It is held already, since %s%s: %s"
                    .formatted(
                            standing.get().at(),
                            standing.get().by().map(by -> " by " + by).orElse(""),
                            standing.get().reason()));
        }
        Hold hold = new Hold(Hold.Kind.PERSON, now.reason(), Optional.of(now.by()), now.now());
        return now.ordered(
                state.withRestraint(state.restraint().withHold(Optional.of(hold))),
                "Held",
                state.name().value(),
                "Held: nothing rolls out until: slipway release %s.%s".formatted(state.name(), underWay(now)));
    }

    private static String underWay(Situation now) {
        return now.active()
                .map(rollout -> rollout.progress().move().isPresent()
                        ? " %s has moved live already and goes on; to take it back: slipway abort %s."
                                .formatted(rollout.id(), rollout.target())
                        : " %s has not moved live and ends.".formatted(rollout.id()))
                .orElse("");
    }

    static Change release(Situation now) {
        TargetState state = now.state();
        Hold hold = state.restraint()
                .hold()
                .orElseThrow(() -> Refusal.of(Code.NOT_HELD, "It is not held: images roll out.")
                        .refused());
        return now.admitted(
                state.withRestraint(state.restraint().withHold(Optional.empty())),
                Cause.RELEASE,
                "Released",
                state.name().value(),
                "Released; it was held since %s (%s).".formatted(hold.at(), hold.reason()));
    }

    static Change liftVeto(Situation now, DigestStart start) {
        Restraint restraint = now.state().restraint();
        List<Veto> meant = restraint.vetoes().stream()
                .filter(veto -> start.begins(veto.digest()))
                .toList();
        if (meant.size() != 1) {
            throw notOne(restraint, start, meant);
        }
        Veto veto = meant.getFirst();
        return now.admitted(
                now.state().withRestraint(restraint.lifted(veto.digest())),
                Cause.RELEASE,
                "VetoLifted",
                veto.digest().value(),
                "The veto of %s is lifted; %s had set it: %s."
                        .formatted(veto.digest().shortForm(), veto.rollout(), veto.reason()));
    }

    private static Refused notOne(Restraint restraint, DigestStart start, List<Veto> meant) {
        List<Veto> all = meant.isEmpty() ? restraint.vetoes() : meant;
        Refusal refusal = meant.isEmpty()
                ? Refusal.of(Code.NO_VETO, "There is no veto of this digest, so nothing keeps it from being tried.")
                : Refusal.of(Code.INVALID_REQUEST, "More than one veto begins so: write more of the digest.");
        return refusal.about("digest", start.hex())
                .among(all.stream().map(veto -> veto.digest().value()).toList())
                .refused();
    }

    /** The desired image may be tried again, and what is stuck goes on. */
    static Change retry(Situation now) {
        now.deployment();
        TargetState state = now.state();
        Optional<Image> desired = state.following().desired();
        Optional<Veto> veto = desired.flatMap(image -> state.restraint().veto(image.digest()));
        boolean stuck = now.active().filter(RolloutRecord::isStuck).isPresent();
        if (now.active().isPresent() && !stuck && veto.isEmpty()) {
            return new Change.None("%s is under way; there is nothing to retry."
                    .formatted(now.active().get().id()));
        }
        if (state.restraint().hold().isPresent() && !stuck && veto.isEmpty()) {
            return new Change.None(
                    "It is held, so nothing rolls out until: slipway release %s.".formatted(state.name()));
        }
        Image image = desired.orElseThrow(
                () -> Refusal.of(Code.NO_SUCH_IMAGE, "There is nothing to try: its policy has accepted no image yet.")
                        .refused());
        return now.admitted(
                state.withRestraint(state.restraint().lifted(image.digest())),
                Cause.RETRY,
                "Retried",
                image.uri(),
                "%s may be tried again%s."
                        .formatted(
                                Situation.shown(image),
                                veto.map(v -> "; the veto of %s is lifted".formatted(v.rollout()))
                                        .orElse("")));
    }
}
