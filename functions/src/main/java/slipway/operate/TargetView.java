package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.ledger.Caller;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Following;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Pin;
import slipway.ledger.TargetState.Served;
import slipway.target.Declaration;

/** A target as people see it. */
final class TargetView {
    private TargetView() {}

    static ObjectNode of(
            TargetState state, Optional<Declaration> declaration, Optional<RolloutRecord> active, Sight sight) {
        ObjectNode view = Json.object().put("name", state.name().value());
        declaration.ifPresent(d -> declared(view, d));
        view.put("state", StateWord.of(state, declaration, active).word());
        following(view, state.following());
        Json.set(view, "live", state.serving().live().map(served -> served(served, sight)));
        Json.set(view, "previous", state.serving().previous().map(served -> served(served, sight)));
        Json.set(view, "active", active.map(rollout -> Summary.of(rollout, state.orders())));
        restrained(view, state);
        Json.list(
                view,
                "decisions",
                state.decisions(),
                decision -> Json.object()
                        .put("at", decision.at().toString())
                        .put("what", decision.what())
                        .put("subject", decision.subject())
                        .put("why", decision.why()));
        Json.list(
                view,
                "problems",
                sight.problems(),
                problem -> Json.object().put("code", problem.code()).put("message", problem.message()));
        return view;
    }

    private static void declared(ObjectNode view, Declaration declaration) {
        view.put("repository", declaration.repository().uri());
        view.set("tagPolicy", PolicyView.of(declaration.tagPolicy()));
        declaration
                .deployment()
                .ifPresent(
                        deployment -> view.put("runtime", deployment.runtime().value())
                                .put("endpoint", deployment.endpoint().value()));
    }

    private static void following(ObjectNode view, Following following) {
        following.desired().ifPresent(image -> {
            ObjectNode desired = view.putObject("desired").put("image", image.uri());
            Json.put(
                    desired,
                    "since",
                    following.pin().map(Pin::at).or(() -> following.newest().map(Newest::pushedAt)));
        });
        following.pin().ifPresent(pin -> {
            ObjectNode shown = view.putObject("pin").put("image", pin.image().uri());
            shown.set("by", Json.caller(new Caller(pin.by())));
            shown.put("at", pin.at().toString());
        });
    }

    private static ObjectNode served(Served served, Sight sight) {
        ObjectNode view = Json.object()
                .put("image", served.image().uri())
                .put("version", served.version().asString())
                .put("proof", served.proof().word())
                .put("since", served.since().toString());
        Json.put(view, "configuration", served.configuration());
        sight.exists(served.version()).ifPresent(is -> view.put("exists", is));
        sight.exists(served.image()).ifPresent(is -> view.put("imageExists", is));
        return view;
    }

    private static void restrained(ObjectNode view, TargetState state) {
        state.claim()
                .waiting()
                .ifPresent(waiting -> view.putObject("waiting")
                        .put("image", waiting.image().uri())
                        .put("cause", waiting.cause().inName())
                        .put("at", waiting.at().toString()));
        Json.set(view, "asked", state.orders().configuration().map(TargetView::asked));
        state.restraint().hold().ifPresent(hold -> view.set("hold", hold(hold)));
        Json.list(
                view,
                "vetoes",
                Stream.concat(
                                state.restraint().vetoes().stream()
                                        .map(veto -> veto(
                                                "digest",
                                                veto.digest().value(),
                                                veto.rollout(),
                                                veto.reason(),
                                                veto.at())),
                                state.restraint().configurations().stream()
                                        .map(veto -> veto(
                                                "configuration",
                                                veto.configuration().value(),
                                                veto.rollout(),
                                                veto.reason(),
                                                veto.at())))
                        .toList(),
                veto -> veto);
    }

    private static ObjectNode veto(String kind, String of, RolloutId rollout, String reason, Instant at) {
        return Json.object()
                .put(kind, of)
                .put("rollout", rollout.value())
                .put("reason", reason)
                .put("at", at.toString());
    }

    /** What a stack asked for last. */
    private static ObjectNode asked(Configure order) {
        ObjectNode view = Json.object()
                .put("configuration", order.configuration().value())
                .put("stack", order.stack())
                .put("at", order.at().toString());
        Json.put(view, "rollout", order.rollout());
        return view;
    }

    private static ObjectNode hold(Hold hold) {
        String kind = switch (hold.kind()) {
            case FOREIGN_CHANGE -> "foreign-change";
            case PERSON -> "person";
            case ROLLBACK -> "rollback";
            case REBUILT -> "rebuilt";
        };
        ObjectNode view = Json.object().put("kind", kind).put("reason", hold.reason());
        Json.set(view, "by", hold.by().map(Json::caller));
        return view.put("at", hold.at().toString());
    }
}
