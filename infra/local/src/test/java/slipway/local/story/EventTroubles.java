package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import slipway.local.bus.Bus;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;

/** Events that cannot be handled, and declarations that cannot be used. */
final class EventTroubles {
    private final Scene scene;

    private EventTroubles(Scene scene) {
        this.scene = scene;
    }

    static List<Trouble> of(Scene scene) {
        EventTroubles events = new EventTroubles(scene);
        return List.of(
                new Trouble(
                        "pushes that cannot be handled",
                        Set.of("publish-failures", "image-pushed-errors", "image-pushed-dead-letters"),
                        events::pushes),
                new Trouble("a broken declaration", Set.of("declarations-refused"), events::declaration),
                new Trouble(
                        "declarations of targets that no target can be called",
                        Set.of("target-declared-errors", "target-declared-dead-letters"),
                        () -> events.parameters("targets/%s", "target-declared")),
                new Trouble(
                        "desired images of targets that no target can be called",
                        Set.of("desired-image-changed-errors", "desired-image-changed-dead-letters"),
                        () -> events.parameters("images/%s/desired-image", "desired-image-changed")),
                new Trouble(
                        "alarms that ring while the ledger is out of reach",
                        Set.of("alarm-state-changed-errors", "alarm-state-changed-dead-letters"),
                        events::alarms));
    }

    /** A push that came before, from ECR's events. */
    static ObjectNode push(Scene scene) {
        return scene.cloud().bus().archived(Bus.DEFAULT).stream()
                .map(archived -> archived.event())
                .filter(event -> event.at("/detail/image-tag").asText().equals("1.0.0")
                        && event.at("/detail/repository-name").asText().equals(Sample.SUPPORT))
                .findFirst()
                .orElseThrow()
                .deepCopy();
    }

    private void pushes() {
        scene.cloud().bus().publish(Bus.DEFAULT, push(scene).put("account", "somebody's"));
        Faults.Armed denied = Trouble.deny(scene, "ecr:*", "image-pushed");
        scene.cloud().bus().publish(Bus.DEFAULT, push(scene));
        Trouble.ring(scene, "publish-failures");
        denied.disarm();
        Faults.Armed killing = Trouble.arm(
                scene, FaultRule.on("dynamodb:Query", new Fault.Kill()).by("image-pushed"));
        Trouble.until(scene, "image-pushed-errors", () -> scene.cloud().bus().publish(Bus.DEFAULT, push(scene)));
        killing.disarm();
        Trouble.ring(scene, "image-pushed-dead-letters");
    }

    private void declaration() {
        scene.write("targets/support-tag", "{\"schema\":1,\"tagPolicy\":{\"type\":\"fanciest\"}}");
        Trouble.ring(scene, "declarations-refused");
    }

    private void parameters(String pattern, String handler) {
        for (int i = 1; i <= 3; i++) {
            scene.write(pattern.formatted("Not_A_Target_" + i), "anything");
        }
        Trouble.ring(scene, handler + "-errors", handler + "-dead-letters");
    }

    /** Those of the other troubles are alarms enough. */
    private void alarms() {
        Faults.Armed denied = Trouble.deny(scene, "dynamodb:*", "alarm-state-changed");
        Trouble.ring(scene, "alarm-state-changed-errors", "alarm-state-changed-dead-letters");
        denied.disarm();
    }
}
