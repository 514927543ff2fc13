package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import slipway.local.bus.Bus;

/** Pushes that go well, and pushes that change nothing. */
final class Pushes {
    static final String OK = "{\"answer\":{\"answer\":\"ok\"}}";

    private Pushes() {}

    static List<Chapter> chapters() {
        return List.of(new First(), new Second(), new Again(), new Older());
    }

    /** 1. */
    private static final class First implements Chapter {
        @Override
        public String title() {
            return "A first push goes live on an endpoint that was not there before";
        }

        @Override
        public Ended tell(Scene scene) {
            String digest = scene.push(Sample.SUPPORT, "1.0.0", OK);
            scene.push(Sample.CONCIERGE, "1.0.0", OK);
            scene.say("deploying the runtimes and the declarations of their targets");
            Sample.deployAgents(scene.cloud());
            scene.ended("support-1", "Promoted", "PROVEN");
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.0.0", digest));
            Scene.same("image-tag", "1.0.0", scene.parameter("images/support/image-tag"));
            Scene.same(
                    "live-image",
                    scene.uri(Sample.SUPPORT, "1.0.0", digest),
                    scene.parameter("images/support/live-image"));
            return new Ended("support", "1.0.0", "Promoted", "PROVEN", "– → " + version);
        }
    }

    /** 2. */
    private static final class Second implements Chapter {
        @Override
        public String title() {
            return "A second version, a real program in Java, takes over, and the tag that stacks read follows";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = scene.runtimes().serves(scene.runtimes().id("support"), "live");
            String digest = scene.push(Sample.SUPPORT, "1.1.0", scene.programs().workflow("1.1.0"));
            scene.ended("support-2", "Promoted", "PROVEN");
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.1.0", digest));
            scene.crowd().talk("support", "live", "1.1.0");
            Scene.same("image-tag", "1.1.0", scene.parameter("images/support/image-tag"));
            Scene.same(
                    "image-tag of the publish-only target", "1.1.0", scene.parameter("images/support-tag/image-tag"));
            return new Ended("support", "1.1.0", "Promoted", "PROVEN", before + " → " + version);
        }
    }

    /** 3. */
    private static final class Again implements Chapter {
        @Override
        public String title() {
            return "The same push, delivered five times and shuffled with an older one, is one rollout";
        }

        @Override
        public Ended tell(Scene scene) {
            String digest = scene.push(Sample.SUPPORT, "1.2.0", OK);
            List<ObjectNode> events = new ArrayList<>();
            for (String tag : List.of("1.2.0", "1.2.0", "1.2.0", "1.2.0", "1.1.0", "1.1.0")) {
                events.add(pushed(scene, tag));
            }
            Collections.shuffle(events, new Random(7));
            events.forEach(event -> scene.cloud().bus().publish(Bus.DEFAULT, event.deepCopy()));
            scene.say("its event came four times more, between events of 1.1.0");
            scene.ended("support-3", "Promoted", "PROVEN");
            String version = scene.runtimes().serving("support", "live", scene.uri(Sample.SUPPORT, "1.2.0", digest));
            scene.decision("support", "NotPublished", ":1.1.0@");
            Scene.same(
                    "number of rollouts",
                    "3",
                    scene.target("support").at("/claim/sequence").asText());
            Scene.same(
                    "latest version",
                    version,
                    scene.runtimes()
                            .latest(scene.runtimes().id("support"))
                            .path("agentRuntimeVersion")
                            .asText());
            return new Ended("support", "1.2.0", "Promoted", "PROVEN", "→ " + version);
        }

        private static ObjectNode pushed(Scene scene, String tag) {
            return scene.cloud().bus().archived(Bus.DEFAULT).stream()
                    .map(archived -> archived.event())
                    .filter(event -> event.at("/detail/image-tag").asText().equals(tag)
                            && event.at("/detail/repository-name").asText().equals(Sample.SUPPORT))
                    .findFirst()
                    .orElseThrow(() -> new StoryFailed("ECR told nobody of the push of " + tag));
        }
    }

    /** 4. */
    private static final class Older implements Chapter {
        @Override
        public String title() {
            return "An older tag, pushed later, is not published";
        }

        @Override
        public Ended tell(Scene scene) {
            String desired = scene.parameter("images/support/desired-image");
            scene.push(Sample.SUPPORT, "1.0.5", OK);
            String why = scene.decision("support", "NotPublished", ":1.0.5@");
            Scene.holds("the reason names the newer tag", why.contains("1.2.0"));
            Scene.same("desired-image", desired, scene.parameter("images/support/desired-image"));
            Scene.same(
                    "number of rollouts",
                    "3",
                    scene.target("support").at("/claim/sequence").asText());
            return new Ended("support", "1.0.5", "–", "NotPublished", "–");
        }
    }
}
