package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.Serving;
import slipway.local.page.ControlPlane.Declared;
import slipway.local.page.Snapshot.Image;
import slipway.local.page.Snapshot.Served;
import slipway.local.page.Snapshot.Target;

/** Targets as the page shows them: what is declared, what AgentCore serves, what the ledger says of both. */
final class Targets {
    /** There is a parameter, but Slipway took no declaration from it. */
    static final String UNDECLARED = "undeclared";

    private final List<Serving> serving;

    Targets(List<Serving> serving) {
        this.serving = serving;
    }

    /** @param state the ledger's item of the target */
    Target of(Declared declared, JsonNode state, Optional<JsonNode> active) {
        boolean deployed = !declared.runtime().isEmpty();
        return new Target(
                declared.target(),
                declared.plane().name(),
                declared.repository(),
                deployed ? declared.runtime() + "/" + declared.endpoint() : null,
                word(declared, state, active),
                image(declared.image("desired-image")),
                served(declared, declared.companion("candidate")),
                deployed ? served(declared, declared.endpoint()) : tag(declared.image("image-tag")),
                served(declared, declared.companion("previous")),
                note(state));
    }

    /** Whether the candidate endpoint serves the version that the rollout tests. */
    boolean candidateServes(Declared declared, JsonNode record) {
        int version = record.at("/progress/candidate/version").asInt();
        return find(declared, declared.companion("candidate"))
                .flatMap(Serving::version)
                .filter(served -> served == version)
                .isPresent();
    }

    static Served served(Serving serving) {
        Image image = serving.image().map(Words::image).orElse(null);
        return new Served(image, serving.version().orElse(serving.wanted()), serving.status());
    }

    private @Nullable Served served(Declared declared, String endpoint) {
        return find(declared, endpoint).map(Targets::served).orElse(null);
    }

    private Optional<Serving> find(Declared declared, String endpoint) {
        return serving.stream()
                .filter(one -> one.runtime().equals(declared.runtime())
                        && one.endpoint().equals(endpoint))
                .findFirst();
    }

    private static @Nullable Image image(String uri) {
        return uri.isEmpty() ? null : Words.image(uri);
    }

    /** What stacks read where nothing is deployed by Slipway. */
    private static @Nullable Served tag(String tag) {
        return tag.isEmpty() ? null : new Served(new Image("", Words.cut(tag), null), null, "published");
    }

    /** What goes on comes before what keeps it from going on, as in the operator's command. */
    private static String word(Declared declared, JsonNode state, Optional<JsonNode> active) {
        if (active.isPresent()) {
            return word(active.get());
        }
        if (!state.has("declaration")) {
            return UNDECLARED;
        }
        if (declared.runtime().isEmpty()) {
            return "publish-only";
        }
        if (state.at("/restraint/hold").isObject()) {
            return "held";
        }
        return vetoed(declared.image("desired-image"), state) ? "vetoed" : "idle";
    }

    private static String word(JsonNode rollout) {
        JsonNode progress = rollout.path("progress");
        if (rollout.at("/ending/outcome").asText().equals("STUCK")) {
            return "stuck";
        }
        if (progress.has("compensation")) {
            return "rolling-out";
        }
        if (progress.has("approval") && !progress.at("/approval/answer").isObject()) {
            return "waiting-for-approval";
        }
        return progress.has("bake") ? "baking" : "rolling-out";
    }

    private static boolean vetoed(String desired, JsonNode state) {
        for (JsonNode veto : state.at("/restraint/vetoes")) {
            if (desired.endsWith("@" + veto.path("digest").asText())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String note(JsonNode state) {
        JsonNode hold = state.at("/restraint/hold/reason");
        if (!hold.isMissingNode()) {
            return "held: " + Words.text(hold);
        }
        JsonNode waiting = state.at("/claim/waiting/image");
        if (!waiting.isMissingNode()) {
            return Words.image(waiting.asText()).tag() + " comes next";
        }
        JsonNode decision = state.path("decisions").path(0);
        return decision.isMissingNode() ? null : decision(decision);
    }

    private static String decision(JsonNode decision) {
        Image subject = Words.image(decision.path("subject").asText());
        return "%s %s: %s"
                .formatted(Words.text(decision.path("what")), subject.tag(), Words.text(decision.path("why")));
    }
}
