package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Stacks that change what rollouts bring images to. */
final class StackChanges {
    private StackChanges() {}

    static List<Chapter> chapters() {
        return List.of(new Created(), new Variable(), new Breaking(), new GoesBack(), new SameSecond());
    }

    /** 19. */
    private static final class Created implements Chapter {
        @Override
        public String title() {
            return "A stack creates two agents, and they go live";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String workflow = scene.push(Sample.WORKFLOW, "1.0.0", TeamStack.AGENT);
            String assistant = scene.push(Sample.ASSISTANT, "1.0.0", TeamStack.AGENT);
            team.owner().create(team.synthesized());
            team.owner().ends("CREATE_COMPLETE");
            team.isMade(TeamStack.WORKFLOW);
            team.isMade(TeamStack.ASSISTANT);
            scene.ended("workflow-1", "Promoted", "PROVEN");
            scene.ended("assistant-1", "Promoted", "PROVEN");
            team.serves(scene.uri(Sample.WORKFLOW, "1.0.0", workflow), "plain");
            String version = scene.runtimes()
                    .serving(TeamStack.ASSISTANT, "live", scene.uri(Sample.ASSISTANT, "1.0.0", assistant));
            return new Ended("workflow, assistant", "1.0.0", "Promoted", "created", "– → " + version);
        }
    }

    /** 20. */
    private static final class Variable implements Chapter {
        @Override
        public String title() {
            return "An image rolls out; then the stack changes a variable: the new image stays, callers notice nothing";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String pushed = scene.next(TeamStack.WORKFLOW);
            String digest = scene.push(Sample.WORKFLOW, "1.1.0", TeamStack.AGENT);
            team.promoted(pushed, "PUSH");
            String before = team.live();
            String others = team.rollouts(TeamStack.ASSISTANT);
            String configured = scene.next(TeamStack.WORKFLOW);
            try (Callers callers = team.callers()) {
                team.owner().update(team.deployed().variable(TeamStack.WORKFLOW, "TONE", "warm"), "TONE is warm");
                team.owner().ends("UPDATE_COMPLETE");
                team.promoted(configured, "CONFIGURATION");
                callers.noticedNothing();
            }
            team.serves(scene.uri(Sample.WORKFLOW, "1.1.0", digest), "warm");
            Scene.same("number of the other agent's rollouts", others, team.rollouts(TeamStack.ASSISTANT));
            return new Ended("workflow", "1.1.0", "Promoted", "TONE=warm", before + " → " + team.live());
        }
    }

    /** 21. */
    private static final class Breaking implements Chapter {
        @Override
        public String title() {
            return "A variable that breaks the agent: the stack goes back, live never moved, and the next push goes out";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String before = team.live();
            String image = team.image();
            String broken = scene.next(TeamStack.WORKFLOW);
            try (Callers callers = team.callers()) {
                team.owner()
                        .update(team.deployed().variable(TeamStack.WORKFLOW, "ANSWER", "unwell"), "ANSWER is unwell");
                team.owner().ends("UPDATE_ROLLBACK_COMPLETE");
                callers.noticedNothing();
            }
            scene.ended(broken, "Rejected", "SMOKE_TEST_FAILED");
            Scene.holds("the stack says what to look at", team.owner().failure().contains("slipway show " + broken));
            Scene.same("version on live", before, team.live());
            Scene.same("rollouts", broken, TeamStack.WORKFLOW + "-" + team.rollouts(TeamStack.WORKFLOW));
            team.serves(image, "warm");
            String next = scene.next(TeamStack.WORKFLOW);
            String digest = scene.push(Sample.WORKFLOW, "1.2.0", TeamStack.AGENT);
            team.promoted(next, "PUSH");
            team.serves(scene.uri(Sample.WORKFLOW, "1.2.0", digest), "warm");
            return new Ended(
                    "workflow", "1.2.0", "Rejected", "SMOKE_TEST_FAILED", before + " stays, then " + team.live());
        }
    }

    /** 22. */
    private static final class GoesBack implements Chapter {
        @Override
        public String title() {
            return "The variable is live, but another resource of the stack fails: the configuration goes back, proven";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String image = team.image();
            String before = team.live();
            int vetoes = team.vetoedConfigurations();
            String there = scene.next(TeamStack.WORKFLOW);
            try (Callers callers = team.callers()) {
                TeamTemplate wanted = team.deployed()
                        .variable(TeamStack.WORKFLOW, "TONE", "cold")
                        .failingAfter(TeamStack.WORKFLOW);
                team.owner().update(wanted, "TONE is cold, and a parameter cannot be written");
                team.promoted(there, "CONFIGURATION");
                team.serves(image, "cold");
                String back = scene.next(TeamStack.WORKFLOW);
                team.owner().ends("UPDATE_ROLLBACK_COMPLETE");
                team.promoted(back, "CONFIGURATION");
                callers.noticedNothing();
            }
            Scene.holds("the parameter failed", team.owner().failure().startsWith("Limit is CREATE_FAILED"));
            team.serves(image, "warm");
            Scene.same(
                    "configurations with a veto", String.valueOf(vetoes), String.valueOf(team.vetoedConfigurations()));
            return new Ended("workflow", "1.2.0", "Promoted", "and back", before + " → " + team.live());
        }
    }

    /** 23. */
    private static final class SameSecond implements Chapter {
        @Override
        public String title() {
            return "A stack update and a push in the same second: one after the other, and both arrive";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String before = team.live();
            long sequence =
                    scene.target(TeamStack.WORKFLOW).at("/claim/sequence").asLong();
            String digest;
            try (Callers callers = team.callers()) {
                team.owner().update(team.deployed().variable(TeamStack.WORKFLOW, "TONE", "bright"), "TONE is bright");
                digest = scene.push(Sample.WORKFLOW, "1.3.0", TeamStack.AGENT);
                team.owner().ends("UPDATE_COMPLETE");
                List<String> both = both(scene, sequence);
                ObjectNode first = scene.ended(both.getFirst(), "Promoted", "PROVEN");
                ObjectNode second = scene.ended(both.getLast(), "Promoted", "PROVEN");
                Scene.same("rollouts of a configuration", "1", String.valueOf(configurations(first, second)));
                Scene.holds("one came after the other", !began(second).isBefore(ended(first)));
                callers.noticedNothing();
            }
            team.serves(scene.uri(Sample.WORKFLOW, "1.3.0", digest), "bright");
            return new Ended("workflow", "1.3.0", "Promoted", "twice", before + " → " + team.live());
        }

        /** The two that began since: one that came too late to claim the target leaves its number unused. */
        private static List<String> both(Scene scene, long sequence) {
            return scene.await(
                    "two rollouts have begun",
                    () -> LongStream.rangeClosed(
                                    sequence + 1,
                                    scene.target(TeamStack.WORKFLOW)
                                            .at("/claim/sequence")
                                            .asLong())
                            .mapToObj(number -> TeamStack.WORKFLOW + "-" + number)
                            .filter(id -> !scene.rollout(id)
                                    .at("/run/execution")
                                    .asText()
                                    .isEmpty())
                            .toList(),
                    ids -> ids.size() == 2);
        }

        private static long configurations(ObjectNode... rollouts) {
            return Stream.of(rollouts)
                    .filter(rollout -> rollout.at("/request/cause").asText().equals("CONFIGURATION"))
                    .count();
        }

        private static Instant began(ObjectNode rollout) {
            return Instant.parse(rollout.at("/request/startedAt").asText());
        }

        private static Instant ended(ObjectNode rollout) {
            return Instant.parse(rollout.at("/ending/at").asText());
        }
    }
}
