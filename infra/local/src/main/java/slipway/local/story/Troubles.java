package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.edge.LoggedCall;

/** People who edit, functions that die, permissions that are missing. */
final class Troubles {
    private static final String UPDATE = "bedrock-agentcore:UpdateAgentRuntime";
    static final List<String> GET_ONLY = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails");

    private Troubles() {}

    static List<Chapter> chapters() {
        return List.of(new UnknownFields(), new Killed(), new Sharing(), new Denied());
    }

    /** 8. */
    private static final class UnknownFields implements Chapter {
        @Override
        public String title() {
            return "Fields that no SDK knows survive; an edit behind Slipway's back is held until it is accepted";
        }

        @Override
        public Ended tell(Scene scene) {
            String id = scene.runtimes().id("concierge");
            edit(scene, id);
            scene.say(
                    "somebody updated the runtime by hand: version %s, with a field from the future",
                    latest(scene, id));
            scene.push(Sample.CONCIERGE, "1.1.0", Pushes.OK);
            scene.ended("concierge-prod-2", "Rejected", "FOREIGN_CHANGE");
            Scene.holds(
                    "the target is on hold",
                    scene.target("concierge-prod")
                            .at("/restraint/hold/reason")
                            .asText()
                            .contains("concierge-prod-2"));
            scene.say("the owners accept it: configurationFrom: latest");
            for (String target : List.of("concierge-prod", "concierge-dev")) {
                String declaration = scene.parameter("targets/" + target);
                scene.write("targets/" + target, declaration.replace("\"live\"", "\"latest\""));
            }
            scene.ended("concierge-prod-3", "Promoted", "PROVEN");
            ObjectNode served = scene.runtimes().version(id, scene.runtimes().serves(id, "prod"));
            Scene.same(
                    "the field",
                    "{\"prewarm\":[{\"weight\":12345678901234567890}]}",
                    served.path("hooks2031").toString());
            return new Ended(
                    "concierge-prod",
                    "1.1.0",
                    "Promoted",
                    "after a hold",
                    "→ " + scene.runtimes().serves(id, "prod"));
        }

        private static void edit(Scene scene, String id) {
            ObjectNode document = scene.runtimes().latest(id);
            document.remove(GET_ONLY);
            document.putObject("hooks2031")
                    .putArray("prewarm")
                    .addObject()
                    .put("weight", new java.math.BigInteger("12345678901234567890"));
            document.put("clientToken", "a-person-who-edits-in-the-console-0001");
            scene.aws().rest("PUT", "/runtimes/" + id + "/", Optional.of(document));
            scene.await(
                    "the edit is READY",
                    () -> scene.runtimes().latest(id).path("status").asText(),
                    "READY"::equals);
        }
    }

    private static String latest(Scene scene, String id) {
        return scene.runtimes().latest(id).path("agentRuntimeVersion").asText();
    }

    /** 9. */
    private static final class Killed implements Chapter {
        @Override
        public String title() {
            return "The rollout's JVM is killed between a call and its record";
        }

        @Override
        public Ended tell(Scene scene) {
            String id = scene.runtimes().id("support");
            int before = Integer.parseInt(latest(scene, id));
            Faults.Armed fault = scene.cloud()
                    .faults()
                    .arm(FaultRule.on(UPDATE, new Fault.Kill())
                            .by(Scene.CONTROL_PLANE + "-rollout")
                            .times(1)
                            .afterEffect());
            String digest = scene.push(Sample.SUPPORT, "1.6.0", Pushes.OK);
            scene.ended("support-7", "Promoted", "PROVEN");
            fault.disarm();
            LoggedCall killed = scene.cloud().calls().calls(UPDATE).stream()
                    .filter(call -> call.end() == LoggedCall.End.CALLER_KILLED_AFTER_EFFECT)
                    .findFirst()
                    .orElseThrow(() -> new StoryFailed("no JVM was killed"));
            scene.say("SIGKILL hit process %s after UpdateAgentRuntime had its effect", String.valueOf(killed.pid()));
            Scene.same("versions made", "1", String.valueOf(Integer.parseInt(latest(scene, id)) - before));
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.6.0", digest));
            return new Ended("support", "1.6.0", "Promoted", "after a SIGKILL", "→ " + version);
        }
    }

    /** 10. */
    private static final class Sharing implements Chapter {
        @Override
        public String title() {
            return "Two targets of one runtime move, one at a time, to an agent on AWS's SDK; one that is removed in the"
                    + " middle ends there";
        }

        @Override
        public Ended tell(Scene scene) {
            String id = scene.runtimes().id("concierge");
            String digest =
                    scene.push(Sample.CONCIERGE, "1.2.0", scene.programs().assistant("1.2.0"));
            String dev = scene.next("concierge-dev");
            String prod = scene.next("concierge-prod");
            scene.ended(dev, "Promoted", "PROVEN");
            scene.ended(prod, "Promoted", "PROVEN");
            String version = scene.runtimes().serving("concierge", "dev", scene.uri(Sample.CONCIERGE, "1.2.0", digest));
            Scene.same("version on prod", version, scene.runtimes().serves(id, "prod"));
            scene.crowd().talk("concierge", "prod", "1.2.0");
            leave(scene, id, version);
            return new Ended("concierge-*", "1.2.0", "Promoted", "PROVEN, twice", "→ " + version);
        }

        /** The owner of dev goes away while a rollout is under way. */
        private static void leave(Scene scene, String id, String version) {
            String rollout = scene.next("concierge-dev");
            String prod = scene.next("concierge-prod");
            scene.push(Sample.CONCIERGE, "1.3.0", Pushes.OK);
            scene.await(
                    rollout + " has a version under test",
                    () -> scene.rollout(rollout)
                            .at("/progress/candidate/version")
                            .asText(),
                    text -> !text.isEmpty());
            scene.remove("targets/concierge-dev");
            scene.say("the declaration of concierge-dev is removed");
            scene.ended(rollout, "Superseded", "DECLARATION_REMOVED");
            Scene.same("version on dev", version, scene.runtimes().serves(id, "dev"));
            scene.ended(prod, "Promoted", "PROVEN");
        }
    }

    /** 11. */
    private static final class Denied implements Chapter {
        @Override
        public String title() {
            return "A permission is missing in the middle: stuck, an alarm, repaired, on to live";
        }

        @Override
        public Ended tell(Scene scene) {
            Faults.Armed fault = scene.cloud()
                    .faults()
                    .arm(FaultRule.on("bedrock-agentcore:UpdateAgentRuntimeEndpoint", new Fault.Deny())
                            .by(Scene.CONTROL_PLANE + "-rollout")
                            .times(Integer.MAX_VALUE));
            String digest = scene.push(Sample.SUPPORT, "1.7.0", Pushes.OK);
            ObjectNode stuck = scene.ended("support-8", "Stuck", "ACCESS_DENIED");
            String explanation = stuck.at("/ending/explanation").asText();
            Scene.holds(
                    "the explanation names action and role",
                    explanation.contains("bedrock-agentcore:UpdateAgentRuntimeEndpoint")
                            && explanation.contains("slipway-local-rollout"));
            scene.await("the alarm rings", () -> scene.alarmRings("slipway-local-rollout-stuck"), rings -> rings);
            scene.say("the alarm slipway-local-rollout-stuck rings");
            fault.disarm();
            scene.say("the permission is back; writing desired-image again is the retry");
            scene.write("images/support/desired-image", scene.parameter("images/support/desired-image"));
            scene.await(
                    "the rollout goes on",
                    () -> scene.rollout("support-8"),
                    r -> !outcome(r).equals("STUCK"));
            scene.ended("support-8", "Promoted", "PROVEN");
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.7.0", digest));
            return new Ended("support", "1.7.0", "Promoted", "after being Stuck", "→ " + version);
        }

        private static String outcome(JsonNode rollout) {
            return rollout.at("/ending/outcome").asText();
        }
    }
}
