package slipway.local.story;

import java.util.List;

/** Images that do not make it. */
final class Failures {
    private Failures() {}

    static List<Chapter> chapters() {
        return List.of(new WrongAnswer(), new WrongPlatform(), new FailsLive());
    }

    private static String live(Scene scene) {
        return scene.runtimes().serves(scene.runtimes().id("support"), "live");
    }

    /** 5. */
    private static final class WrongAnswer implements Chapter {
        @Override
        public String title() {
            return "An agent that answers wrong is rejected, and not tried again";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = live(scene);
            scene.push(Sample.SUPPORT, "1.3.0", "{\"answer\":{\"answer\":\"I feel unwell\"}}");
            scene.ended("support-4", "Rejected", "SMOKE_TEST_FAILED");
            Scene.same("version on live", before, live(scene));
            scene.say("the declaration is written again; the digest has a veto");
            scene.write("targets/support", scene.parameter("targets/support"));
            scene.decision("support", "Vetoed", ":1.3.0@");
            Scene.same(
                    "number of rollouts",
                    "4",
                    scene.target("support").at("/claim/sequence").asText());
            return new Ended("support", "1.3.0", "Rejected", "SMOKE_TEST_FAILED", before + " stays");
        }
    }

    /** 6. */
    private static final class WrongPlatform implements Chapter {
        @Override
        public String title() {
            return "An image for amd64 alone is rejected before any version is made";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = scene.runtimes()
                    .latest(scene.runtimes().id("support"))
                    .path("agentRuntimeVersion")
                    .asText();
            scene.push(Sample.SUPPORT, "1.4.0", List.of("amd64"), Pushes.OK);
            scene.ended("support-5", "Rejected", "WRONG_PLATFORM");
            Scene.same(
                    "latest version",
                    before,
                    scene.runtimes()
                            .latest(scene.runtimes().id("support"))
                            .path("agentRuntimeVersion")
                            .asText());
            return new Ended("support", "1.4.0", "Rejected", "WRONG_PLATFORM", "none made");
        }
    }

    /** 7. */
    private static final class FailsLive implements Chapter {
        @Override
        public String title() {
            return "An agent that fails once it is live goes back by itself";
        }

        @Override
        public Ended tell(Scene scene) {
            String before = live(scene);
            String image = scene.parameter("images/support/live-image");
            scene.push(Sample.SUPPORT, "1.5.0", "{\"answer\":{\"answer\":\"ok\"},\"healthyInvocations\":1}");
            scene.ended("support-6", "RolledBack", "LIVE_FAILED");
            Scene.same("version on live", before, live(scene));
            Scene.same("live-image", image, scene.parameter("images/support/live-image"));
            Scene.holds(
                    "the digest has a veto",
                    scene.target("support").at("/restraint/vetoes").toString().contains("support-6"));
            return new Ended("support", "1.5.0", "RolledBack", "LIVE_FAILED", before + " again");
        }
    }
}
