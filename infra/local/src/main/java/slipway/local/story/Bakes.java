package slipway.local.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.json.Json;

/** Live is watched after it has moved. */
final class Bakes {
    /** Right for the smoke test behind the candidate endpoint and for the one behind live, and then no more. */
    private static final String FAILS_CALLERS = "{\"answer\":{\"answer\":\"ok\"},\"healthyInvocations\":2}";

    private static final String ALARM = "slipway-local-sample-support-errors";
    private static final String PREVIOUS = "previous";

    private Bakes() {}

    static List<Chapter> chapters() {
        return List.of(new Baked(), new Rings(), new SameAgain());
    }

    private static String live(Scene scene) {
        return scene.runtimes().serves(scene.runtimes().id("support"), "live");
    }

    /** 12. */
    private static final class Baked implements Chapter {
        @Override
        public String title() {
            return "Live is watched for two minutes under alarms and callers, then promoted";
        }

        @Override
        public Ended tell(Scene scene) {
            declareBake(scene);
            String before = live(scene);
            String rollout = scene.next("support");
            String digest = scene.push(Sample.SUPPORT, "1.8.0", Pushes.OK);
            scene.reaches(rollout, "/progress/bake/since");
            scene.say("live serves it and is watched; callers come");
            Scene.same(
                    "version on previous",
                    before,
                    scene.runtimes().serves(scene.runtimes().id("support"), PREVIOUS));
            long failed = scene.crowd().callersDuring(rollout, "support", "live");
            ObjectNode record = scene.ended(rollout, "Promoted", "BAKED");
            Scene.same("callers without a good answer", "0", String.valueOf(failed));
            Scene.holds(
                    "it says until when old sessions live",
                    !record.at("/ending/oldSessionsUntil").isMissingNode());
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.8.0", digest));
            return new Ended("support", "1.8.0", "Promoted", "BAKED", before + " → " + version);
        }

        private static void declareBake(Scene scene) {
            ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/support"));
            ObjectNode bake = declaration.putObject("bake");
            bake.put("minutes", 2)
                    .put("errorPercent", 50)
                    .put("minInvocations", 5)
                    .put("minNewSessions", 1);
            ArrayNode alarms = bake.putArray("alarms");
            alarms.add(ALARM);
            scene.say("the owner declares a bake of two minutes, with the alarm %s", ALARM);
            scene.write("targets/support", declaration.toString());
            scene.await(
                    "the declaration is taken in",
                    () -> scene.target("support").path("declaration").asText(),
                    text -> text.contains("bake"));
        }
    }

    /** 13. */
    private static final class Rings implements Chapter {
        @Override
        public String title() {
            return "Errors during the bake ring an alarm: back to the previous version, and the fix goes out by itself";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = live(scene);
            String rollout = scene.next("support");
            scene.push(Sample.SUPPORT, "1.9.0", FAILS_CALLERS);
            scene.reaches(rollout, "/progress/bake/since");
            scene.say("callers come, and the agent fails them");
            scene.crowd().callersDuring(rollout, "support", "live");
            scene.ended(rollout, "RolledBack", "ALARM_RANG");
            Scene.same("version on live", before, live(scene));
            Scene.same(
                    "callers without a good answer now",
                    "0",
                    String.valueOf(scene.crowd().callers("support", "live", 5)));
            scene.await("the alarm is silent again", () -> scene.alarmRings(ALARM), rings -> !rings);
            fix(scene);
            return new Ended("support", "1.9.0", "RolledBack", "ALARM_RANG", before + " again, then 1.9.1");
        }

        private static void fix(Scene scene) {
            String rollout = scene.next("support");
            String digest = scene.push(Sample.SUPPORT, "1.9.1", Pushes.OK);
            scene.reaches(rollout, "/progress/bake/since");
            scene.crowd().callersDuring(rollout, "support", "live");
            scene.ended(rollout, "Promoted", "BAKED");
            scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.9.1", digest));
        }
    }

    /** 14. */
    private static final class SameAgain implements Chapter {
        @Override
        public String title() {
            return "The bad image under a new tag is still the bad image";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = live(scene);
            String rollouts = scene.target("support").at("/claim/sequence").asText();
            scene.crowd().tagAgain(Sample.SUPPORT, "1.9.0", "1.10.0");
            String why = scene.decision("support", "Vetoed", ":1.10.0@");
            Scene.holds("the veto names its reason", why.contains("ALARM_RANG"));
            Scene.same(
                    "number of rollouts",
                    rollouts,
                    scene.target("support").at("/claim/sequence").asText());
            Scene.same("version on live", before, live(scene));
            return new Ended("support", "1.10.0", "–", "Vetoed", before + " stays");
        }
    }
}
