package slipway.rollout;

import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.ledger.Orders;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Restraint;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;

/** What a rollout's end means for its target: what live serves, what is vetoed or held, which orders are done. */
final class Settlement {
    private Settlement() {}

    static TargetState of(TargetState state, RolloutRecord rollout, Ending ending) {
        TargetState served = switch (ending.outcome()) {
            case PROMOTED -> promoted(state, rollout, ending);
            case UNCHANGED -> adopted(state, rollout, ending);
            case ROLLED_BACK -> rolledBack(state, rollout, ending);
            case REJECTED, INCONCLUSIVE, SUPERSEDED, STUCK -> state;
        };
        Decision decision = new Decision(
                ending.at(),
                ending.outcome().word(),
                rollout.image().uri(),
                "%s: %s. %s".formatted(rollout.id(), ending.reason(), ending.explanation()));
        TargetState restrained = restrained(served, state, rollout, ending);
        return restrained.withOrders(orders(state.orders(), rollout, ending)).decided(decision);
    }

    private static TargetState promoted(TargetState state, RolloutRecord rollout, Ending ending) {
        Progress progress = rollout.progress();
        return state.withServing(found(state, rollout)
                .promoted(new Served(
                        endpoint(rollout),
                        rollout.image(),
                        progress.move().orElseThrow().to(),
                        progress.candidate().orElseThrow().configurationHash(),
                        progress.proof().orElse(Proof.NONE),
                        ending.at(),
                        configuration(state, rollout))));
    }

    /** What stacks asked for stays with what is made of it, until one asks for something else. */
    private static Optional<ConfigurationHash> configuration(TargetState state, RolloutRecord rollout) {
        return rollout.request()
                .configuration()
                .or(() -> rollout.progress()
                        .base()
                        .map(Progress.Base::version)
                        .flatMap(state.serving()::served)
                        .flatMap(Served::configuration));
    }

    private static TargetState rolledBack(TargetState state, RolloutRecord rollout, Ending ending) {
        Optional<Version> from = rollout.progress().move().flatMap(Progress.Move::from);
        boolean back = from.isPresent() && ending.serves().equals(from);
        if (back) {
            return state.withServing(found(state, rollout));
        }
        return rollout.isReturn() ? returned(state, rollout, ending) : state;
    }

    /** What the rollout found on live, which the ledger may not know: from before Slipway, or moved by hand since. */
    private static Serving found(TargetState state, RolloutRecord rollout) {
        Serving serving = state.serving();
        Optional<Progress.Move> move =
                rollout.progress().move().filter(m -> m.from().isPresent());
        if (move.isEmpty()) {
            return serving;
        }
        Version from = move.get().from().orElseThrow();
        String endpoint = endpoint(rollout);
        boolean known = serves(serving.live(), endpoint, from);
        // What was settled once may be settled again after a crash.
        boolean settled =
                serves(serving.live(), endpoint, move.get().to()) && serves(serving.previous(), endpoint, from);
        return known || settled
                ? serving
                : serving.served(from)
                        .filter(served -> served.endpoint().equals(endpoint))
                        .or(() -> stranger(rollout, endpoint, from))
                        .map(serving::returned)
                        .orElse(serving);
    }

    private static boolean serves(Optional<Served> served, String endpoint, Version version) {
        return served.filter(s -> s.endpoint().equals(endpoint) && s.version().equals(version))
                .isPresent();
    }

    private static Optional<Served> stranger(RolloutRecord rollout, String endpoint, Version version) {
        return rollout.progress()
                .base()
                .flatMap(Progress.Base::left)
                .flatMap(Progress.Left::image)
                .map(image -> new Served(
                        endpoint,
                        image,
                        version,
                        "",
                        Proof.ADOPTED,
                        rollout.request().startedAt()));
    }

    /** Live served the image before: what is known of it stays, and what nobody proved is recorded as adopted. */
    private static TargetState adopted(TargetState state, RolloutRecord rollout, Ending ending) {
        Optional<Served> known = state.serving()
                .live()
                .filter(s -> s.image().digest().equals(rollout.image().digest()));
        Served live = new Served(
                endpoint(rollout),
                rollout.image(),
                ending.serves().orElseThrow(),
                known.map(Served::configurationHash).orElse(""),
                known.map(Served::proof).orElse(Proof.ADOPTED),
                known.map(Served::since).orElse(ending.at()),
                rollout.request().configuration().or(() -> known.flatMap(Served::configuration)));
        return state.withServing(state.serving().promoted(live));
    }

    /** Live is where a person wanted it back, on what it served before; an aborted return left it where it was. */
    private static TargetState returned(TargetState state, RolloutRecord rollout, Ending ending) {
        Optional<Version> to =
                rollout.request().to().filter(version -> ending.serves().equals(Optional.of(version)));
        boolean known = state.serving().live().map(Served::version).equals(to);
        return to.filter(_ -> !known)
                .flatMap(state.serving()::served)
                .map(back -> state.withServing(state.serving().returned(back.since(ending.at()))))
                .orElse(state);
    }

    private static TargetState restrained(TargetState state, TargetState before, RolloutRecord rollout, Ending ending) {
        return switch (ending.consequence()) {
            case NONE -> state;
            case VETO -> vetoed(state, before, rollout, ending);
            case HOLD -> held(state, Hold.Kind.FOREIGN_CHANGE, rollout, ending);
            case VETO_AND_HOLD -> held(vetoed(state, before, rollout, ending), Hold.Kind.ROLLBACK, rollout, ending);
        };
    }

    private static TargetState vetoed(TargetState state, TargetState before, RolloutRecord rollout, Ending ending) {
        Restraint next = Blame.vetoed(state.restraint(), before.serving(), rollout, ending);
        return state.withRestraint(next);
    }

    private static TargetState held(TargetState state, Hold.Kind kind, RolloutRecord rollout, Ending ending) {
        String reason = "%s: %s".formatted(rollout.id(), ending.explanation());
        // A person's hold stays a person's.
        return state.restraint().hold().isPresent()
                ? state
                : state.withRestraint(
                        state.restraint().withHold(Optional.of(new Hold(kind, reason, Optional.empty(), ending.at()))));
    }

    private static Orders orders(Orders orders, RolloutRecord rollout, Ending ending) {
        Orders left =
                ending.outcome() == Outcome.STUCK ? orders : reopened(orders.after(rollout.id()), rollout, ending);
        boolean wentBack = ending.outcome() == Outcome.ROLLED_BACK
                && orders.rollback()
                        .filter(order -> order.to().isEmpty() || order.to().equals(ending.serves()))
                        .isPresent();
        boolean tried = rollout.isReturn()
                && ending.outcome() != Outcome.STUCK
                && orders.rollback()
                        .filter(order -> order.to().isEmpty()
                                || order.to().equals(rollout.request().to()))
                        .isPresent();
        Orders gone = wentBack || tried ? left.withRollback(Optional.empty()) : left;
        boolean adopted = ending.outcome() == Outcome.PROMOTED
                && gone.adoption()
                        .filter(a -> rollout.progress()
                                .base()
                                .filter(base -> base.version().compareTo(a.version()) >= 0)
                                .isPresent())
                        .isPresent();
        return adopted ? gone.withAdoption(Optional.empty()) : gone;
    }

    /** What a stack asked for is still to be done when the person who stopped it lets it go on. */
    private static Orders reopened(Orders orders, RolloutRecord rollout, Ending ending) {
        boolean stopped = ending.outcome() == Outcome.SUPERSEDED
                && Stream.of(Reason.HELD, Reason.ROLLED_BACK_BY_PERSON)
                        .anyMatch(reason -> reason.name().equals(ending.reason()));
        return stopped
                ? orders.withConfiguration(orders.configuration().map(order -> order.leftBy(rollout.id())))
                : orders;
    }

    static String endpoint(RolloutRecord rollout) {
        return DeclarationReader.accepted(Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment)
                .map(Declaration.Deployment::fullName)
                .orElse("");
    }
}
