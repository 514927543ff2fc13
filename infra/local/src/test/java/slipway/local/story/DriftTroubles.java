package slipway.local.story;

import java.util.List;
import java.util.Set;
import slipway.local.edge.Faults;

/** Drift that stands, and sweeps that cannot be begun. */
final class DriftTroubles {
    private static final String TARGET = "support-tag";

    private final Scene scene;

    private DriftTroubles(Scene scene) {
        this.scene = scene;
    }

    /** Its declaration is taken in before another trouble keeps declarations from being taken in. */
    static List<Trouble> of(Scene scene) {
        DriftTroubles drift = new DriftTroubles(scene);
        drift.declare();
        return List.of(new Trouble(
                "drift that nobody puts right, and then a drift check without a ledger",
                Set.of("drift-found", "drift-found-dead-letters", "drift-check-errors", "drift-check-dead-letters"),
                drift::stand));
    }

    /** Drift is told, and not healed. */
    private void declare() {
        String declaration = scene.parameter("targets/" + TARGET);
        scene.write(
                "targets/" + TARGET, declaration.strip().replaceFirst("\\}$", ",\"drift\":{\"policy\":\"report\"}}"));
        scene.await(
                "the declaration is taken in",
                () -> scene.target(TARGET).path("declaration").asText(),
                text -> text.contains("report"));
    }

    /** The topic takes no mail. */
    private void stand() {
        scene.remove("images/%s/image-tag".formatted(TARGET));
        Trouble.ring(scene, "drift-found", "drift-found-dead-letters");
        Faults.Armed denied = Trouble.deny(scene, "dynamodb:*", "drift-check");
        Trouble.ring(scene, "drift-check-errors", "drift-check-dead-letters");
        denied.disarm();
    }
}
