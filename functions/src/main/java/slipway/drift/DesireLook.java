package slipway.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import slipway.admission.Configuring;
import slipway.image.Image;
import slipway.ledger.DriftReason;
import slipway.ledger.Orders.Configure;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Pin;
import slipway.ledger.TargetState.Veto;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;

/** Compares what the target should run with what the ledger says live serves, and how long anything has forbidden it. */
final class DesireLook {
    static final Set<DriftReason> REASONS =
            EnumSet.of(DriftReason.NOT_ROLLED_OUT, DriftReason.HELD_TOO_LONG, DriftReason.VETOED_TOO_LONG);

    private final TargetState state;
    private final Declaration declaration;
    private final Instant now;
    private final Findings findings = new Findings();

    private DesireLook(TargetState state, Declaration declaration, Instant now) {
        this.state = state;
        this.declaration = declaration;
        this.now = now;
    }

    static Looked of(TargetState state, Declaration declaration, Instant now) {
        DesireLook look = new DesireLook(state, declaration, now);
        look.restraint();
        declaration.deployment().ifPresent(look::desire);
        return new Looked(REASONS, look.findings.all());
    }

    private void desire(Deployment deployment) {
        boolean moving = state.decisions().stream()
                .findFirst()
                .filter(last -> !Settling.isOver(last.at(), now))
                .isPresent();
        boolean allowed = state.restraint().hold().isEmpty();
        if (state.orders().rollback().isPresent() && !moving) {
            findings.add(DriftReason.NOT_ROLLED_OUT, "rollback", "Live is wanted back, and no rollout takes it there.");
        } else if (allowed && !moving) {
            Configuring.due(state, deployment).ifPresent(this::configuration);
            state.following()
                    .desired()
                    .filter(image -> state.restraint().veto(image.digest()).isEmpty())
                    .filter(image -> !isLive(image, deployment))
                    .ifPresent(this::image);
        }
    }

    private boolean isLive(Image image, Deployment deployment) {
        return state.serving()
                .live()
                .filter(live -> live.endpoint().equals(deployment.fullName()))
                .filter(live -> live.image().digest().equals(image.digest()))
                .isPresent();
    }

    private void configuration(Configure order) {
        findings.add(
                DriftReason.NOT_ROLLED_OUT,
                "configuration " + order.configuration().shortForm(),
                "The stack %s wants it, and no rollout brings it.".formatted(order.stack()));
    }

    private void image(Image image) {
        findings.add(DriftReason.NOT_ROLLED_OUT, image.uri(), "It is the desired image, and no rollout brings it.");
    }

    private void restraint() {
        Duration held = declaration.drift().heldTooLong();
        state.restraint().hold().filter(hold -> isOlder(hold.at(), held)).ifPresent(this::held);
        state.following().pin().filter(pin -> isOlder(pin.at(), held)).ifPresent(this::pinned);
        Duration vetoed = declaration.drift().vetoedTooLong();
        state.following()
                .desired()
                .map(Image::digest)
                .flatMap(state.restraint()::veto)
                .filter(veto -> isOlder(veto.at(), vetoed))
                .ifPresent(this::vetoed);
    }

    private boolean isOlder(Instant since, Duration allowed) {
        return since.plus(allowed).isBefore(now);
    }

    private void held(Hold hold) {
        findings.add(DriftReason.HELD_TOO_LONG, "hold", "Held since %s: %s".formatted(hold.at(), hold.reason()));
    }

    private void pinned(Pin pin) {
        findings.add(
                DriftReason.HELD_TOO_LONG, pin.image().uri(), "Pinned since %s by %s.".formatted(pin.at(), pin.by()));
    }

    private void vetoed(Veto veto) {
        findings.add(
                DriftReason.VETOED_TOO_LONG,
                veto.digest().value(),
                "Vetoed since %s by %s: %s".formatted(veto.at(), veto.rollout(), veto.reason()));
    }
}
