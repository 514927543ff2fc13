package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import slipway.local.json.Json;

/** What people decide. */
final class People {
    private static final String TARGET = "concierge-prod";

    private People() {}

    static List<Chapter> chapters() {
        return List.of(new Approval(), new Rollback(), new Pin(), new Prune());
    }

    private static String live(Scene scene) {
        return scene.runtimes().serves(scene.runtimes().id("concierge"), "prod");
    }

    private static void declare(Scene scene, ObjectNode whole) {
        String text = whole.toString();
        scene.write("targets/" + TARGET, text);
        scene.await(
                "the declaration is taken in",
                () -> scene.target(TARGET).path("declaration").asText(),
                text::equals);
    }

    /** 15. */
    private static final class Approval implements Chapter {
        @Override
        public String title() {
            return "A person decides: asked, overtaken by a newer push, asked again, approved";
        }

        @Override
        public Ended tell(Scene scene) {
            ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/" + TARGET));
            declaration.putObject("approval").put("expiresHours", 24);
            declare(scene, declaration);
            String before = live(scene);
            String first = scene.next(TARGET);
            scene.push(Sample.CONCIERGE, "1.4.0", Pushes.OK);
            scene.reaches(first, "/progress/approval/askedAt");
            scene.say("mail:%n%s", scene.crowd().mail(first).indent(6).stripTrailing());
            String digest = scene.push(Sample.CONCIERGE, "1.5.0", Pushes.OK);
            scene.ended(first, "Superseded", "NEWER_IMAGE");
            String second = scene.target(TARGET).at("/claim/active").asText();
            scene.reaches(second, "/progress/approval/askedAt");
            Scene.same("version on prod", before, live(scene));
            scene.crowd().order("approve", TARGET, "rollout", second, "reason", "looks right");
            scene.ended(second, "Promoted", "PROVEN");
            String version =
                    scene.runtimes().serving("concierge", "prod", scene.uri(Sample.CONCIERGE, "1.5.0", digest));
            declaration.remove("approval");
            declare(scene, declaration);
            return new Ended(TARGET, "1.5.0", "Promoted", "approved", before + " → " + version);
        }
    }

    /** 16. */
    private static final class Rollback implements Chapter {
        @Override
        public String title() {
            return "A person's rollback holds the target; a push waits; released, it goes out";
        }

        @Override
        public Ended tell(Scene scene) {
            JsonNode previous = scene.target(TARGET).at("/serving/previous");
            int versions = latest(scene);
            String rollout = scene.crowd().order("rollback", TARGET, "reason", "callers complain");
            scene.ended(rollout, "RolledBack", "ROLLED_BACK_BY_PERSON");
            Scene.same("version on prod", previous.path("version").asText(), live(scene));
            Scene.same("versions made", "0", String.valueOf(latest(scene) - versions));
            String digest = scene.push(Sample.CONCIERGE, "1.6.0", Pushes.OK);
            scene.decision(TARGET, "Held", ":1.6.0@");
            Scene.same("version on prod", previous.path("version").asText(), live(scene));
            String next = scene.crowd().order("release", TARGET);
            scene.ended(next, "Promoted", "PROVEN");
            String version =
                    scene.runtimes().serving("concierge", "prod", scene.uri(Sample.CONCIERGE, "1.6.0", digest));
            return new Ended(
                    TARGET,
                    "1.6.0",
                    "Promoted",
                    "after a rollback",
                    previous.path("version").asText() + " → " + version);
        }
    }

    /** 17. */
    private static final class Pin implements Chapter {
        @Override
        public String title() {
            return "Pinned to an older image, and unpinned again";
        }

        @Override
        public Ended tell(Scene scene) {
            String newest = scene.parameter("images/%s/desired-image".formatted(TARGET));
            String pinned = scene.crowd().order("pin", TARGET, "image", "1.4.0", "reason", "to compare");
            scene.ended(pinned, "Promoted", "PROVEN");
            Scene.holds(
                    "desired-image says the pin",
                    scene.parameter("images/%s/desired-image".formatted(TARGET)).contains(":1.4.0@"));
            String unpinned = scene.crowd().order("unpin", TARGET);
            scene.ended(unpinned, "Promoted", "PROVEN");
            String version = scene.runtimes().serving("concierge", "prod", newest);
            return new Ended(TARGET, "1.4.0, 1.6.0", "Promoted", "pinned, unpinned", "→ " + version);
        }
    }

    /** 18. */
    private static final class Prune implements Chapter {
        private static final int KEPT = 5;

        @Override
        public String title() {
            return "Old versions go, and what is in use stays";
        }

        @Override
        public Ended tell(Scene scene) {
            String id = scene.runtimes().id("concierge");
            ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/" + TARGET));
            declaration.put("keepVersions", KEPT);
            declare(scene, declaration);
            List<String> before = scene.runtimes().versions(id);
            String rollout = scene.next(TARGET);
            scene.push(Sample.CONCIERGE, "1.7.0", Pushes.OK);
            scene.ended(rollout, "Promoted", "PROVEN");
            List<String> after = scene.runtimes().versions(id);
            List<String> used = new ArrayList<>();
            for (String endpoint : List.of("prod", "prod_previous", "prod_candidate", "DEFAULT", "dev")) {
                used.add(scene.runtimes().serves(id, endpoint));
            }
            scene.say("versions before: %s; after: %s; in use: %s", before, after, used);
            Scene.holds("old versions went", after.size() <= before.size() && !after.contains("1"));
            Scene.holds("what an endpoint serves stayed", after.containsAll(used));
            Scene.holds("the runtime stands", !scene.runtimes().latest(id).isEmpty());
            return new Ended(TARGET, "1.7.0", "Promoted", "pruned", after.size() + " kept");
        }
    }

    private static int latest(Scene scene) {
        return scene.runtimes()
                .latest(scene.runtimes().id("concierge"))
                .path("agentRuntimeVersion")
                .asInt();
    }
}
