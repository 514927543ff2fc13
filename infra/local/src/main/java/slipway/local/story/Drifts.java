package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.json.Json;

/** What nobody was told of, and what somebody did by hand: the drift check finds it. */
final class Drifts {
    private static final String TARGET = "support";

    private Drifts() {}

    static List<Chapter> chapters() {
        return List.of(new LostPush(), new Edited(), new Moved(), new Stopped());
    }

    private static String live(Scene scene) {
        return scene.runtimes().serves(scene.runtimes().id(TARGET), "live");
    }

    private static Instant now(Scene scene) {
        return scene.cloud().clock().instant();
    }

    /** The next event of this kind does not reach its rule. */
    private static Faults.Armed lose(Scene scene, String type, String rule) {
        return scene.cloud()
                .faults()
                .arm(FaultRule.on(type, new Fault.Lost()).onResource("rule/" + Scene.CONTROL_PLANE + "-" + rule));
    }

    /** 27. */
    private static final class LostPush implements Chapter {
        @Override
        public String title() {
            return "The event of a push is lost; the drift check finds the image, and it goes live all the same";
        }

        @Override
        public Ended tell(Scene scene) {
            withoutBake(scene);
            Instant began = now(scene);
            String before = live(scene);
            String rollout = scene.next(TARGET);
            Faults.Armed lost = lose(scene, "ECR Image Action", "image-pushed");
            String digest = scene.push(Sample.SUPPORT, "1.11.0", Pushes.OK);
            scene.await("its event is lost", lost::struck, struck -> struck == 1);
            lost.disarm();
            scene.crowd().finds(TARGET, "MissedPush", began);
            scene.ended(rollout, "Promoted", "PROVEN");
            String version = scene.runtimes().serving(TARGET, "live", scene.uri(Sample.SUPPORT, "1.11.0", digest));
            scene.crowd().findsNoMore(TARGET, "MissedPush");
            return new Ended(TARGET, "1.11.0", "Promoted", "MissedPush healed", before + " → " + version);
        }

        /** Callers would have to come for as long. */
        private static void withoutBake(Scene scene) {
            ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/" + TARGET));
            declaration.remove("bake");
            scene.write("targets/" + TARGET, declaration.toString());
            scene.await(
                    "the declaration is taken in",
                    () -> scene.target(TARGET).path("declaration").asText(),
                    text -> !text.contains("bake"));
        }
    }

    /** 28. */
    private static final class Edited implements Chapter {
        private static final String VALUE = "debug-and-secret";

        @Override
        public String title() {
            return "An edit in the console is reported field by field, and goes live as the owner's, proven";
        }

        @Override
        public Ended tell(Scene scene) {
            Instant began = now(scene);
            String id = scene.runtimes().id(TARGET);
            String before = live(scene);
            String rollout = scene.next(TARGET);
            ObjectNode document = scene.runtimes().latest(id);
            document.remove(Troubles.GET_ONLY);
            document.withObjectProperty("environmentVariables").put("LOG_LEVEL", VALUE);
            document.put("clientToken", "a-person-who-edits-in-the-console-0028");
            scene.aws().rest("PUT", "/runtimes/" + id + "/", Optional.of(document));
            scene.await(
                    "the edit is READY",
                    () -> scene.runtimes().latest(id).path("status").asText(),
                    "READY"::equals);
            scene.say("somebody set LOG_LEVEL by hand: version %s", version(scene, id));
            JsonNode found = scene.crowd().finds(TARGET, "ConfigurationDiffers", began);
            String detail = found.path("detail").asText();
            Scene.holds("the detail names the field", detail.contains("/environmentVariables"));
            Scene.holds("the detail keeps the value to itself", !detail.contains(VALUE));
            scene.ended(rollout, "Promoted", "PROVEN");
            Scene.same(
                    "LOG_LEVEL on live",
                    VALUE,
                    scene.runtimes()
                            .version(id, live(scene))
                            .at("/environmentVariables/LOG_LEVEL")
                            .asText());
            scene.crowd().findsNoMore(TARGET, "ConfigurationDiffers");
            return new Ended(TARGET, "1.11.0", "Promoted", "healed", before + " → " + live(scene));
        }

        private static String version(Scene scene, String id) {
            return scene.runtimes().latest(id).path("agentRuntimeVersion").asText();
        }
    }

    /** 29. */
    private static final class Moved implements Chapter {
        @Override
        public String title() {
            return "Live is moved by hand to a version of long ago, and brought back without a new version";
        }

        @Override
        public Ended tell(Scene scene) {
            Instant began = now(scene);
            String id = scene.runtimes().id(TARGET);
            String before = live(scene);
            String old = scene.target(TARGET).at("/serving/previous/version").asText();
            Scene.holds("live served another version before", !old.isEmpty());
            String latest = scene.runtimes().versions(id).getFirst();
            String rollout = scene.next(TARGET);
            scene.aws()
                    .rest(
                            "PUT",
                            "/runtimes/%s/runtime-endpoints/live/".formatted(id),
                            Optional.of(Aws.object().put("agentRuntimeVersion", old)));
            scene.await("live is moved", () -> live(scene), old::equals);
            scene.say("somebody pointed live at version %s", old);
            scene.crowd().finds(TARGET, "LiveMoved", began);
            String outcome =
                    Timeline.word(scene.ended(rollout).at("/ending/outcome").asText());
            Scene.same("version on live", before, live(scene));
            Scene.same("latest version", latest, scene.runtimes().versions(id).getFirst());
            scene.crowd().findsNoMore(TARGET, "LiveMoved");
            return new Ended(TARGET, "1.11.0", outcome, "LiveMoved healed", old + " → " + before);
        }
    }

    /** 30. */
    private static final class Stopped implements Chapter {
        @Override
        public String title() {
            return "A rollout's execution is stopped and the event of that is lost; another one goes on with it";
        }

        @Override
        public Ended tell(Scene scene) {
            Instant began = now(scene);
            String before = live(scene);
            String rollout = scene.next(TARGET);
            Faults.Armed lost = lose(scene, "Step Functions Execution Status Change", "rollout-interrupted");
            String digest = scene.push(Sample.SUPPORT, "1.12.0", Pushes.OK);
            scene.reaches(rollout, "/progress/candidate/version");
            String execution = scene.rollout(rollout).at("/run/execution").asText();
            scene.aws()
                    .call(
                            "states",
                            "AWSStepFunctions.StopExecution",
                            Aws.object().put("executionArn", execution));
            scene.await("nobody hears that it was stopped", lost::struck, struck -> struck == 1);
            lost.disarm();
            scene.say("the execution was stopped, and nobody heard of it");
            scene.crowd().finds(TARGET, "RolloutWithoutExecution", began);
            scene.ended(rollout, "Promoted", "PROVEN");
            String version = scene.runtimes().serving(TARGET, "live", scene.uri(Sample.SUPPORT, "1.12.0", digest));
            return new Ended(TARGET, "1.12.0", "Promoted", "by another execution", before + " → " + version);
        }
    }
}
