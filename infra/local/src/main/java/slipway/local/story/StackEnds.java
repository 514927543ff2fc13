package slipway.local.story;

import java.util.List;
import java.util.Optional;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;

/** Stacks that let runtimes go: what never came to be, what another takes the place of, and what is gone already. */
final class StackEnds {
    private StackEnds() {}

    static List<Chapter> chapters() {
        return List.of(new NeverWas(), new NewName(), new GoneAlready());
    }

    /** 24. */
    private static final class NeverWas implements Chapter {
        private static final String TRIAL = "trial";

        @Override
        public String title() {
            return "A new agent fails its first smoke test, and its stack with it: it is deleted without a trace";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            StackOwner owner = new StackOwner(scene, Scene.CONTROL_PLANE + "-sample-" + TRIAL);
            Traces traces = new Traces(scene, TRIAL);
            owner.create(team.synthesized()
                    .trial(TeamStack.WORKFLOW, TRIAL)
                    .variable(TRIAL, "ANSWER", "unwell")
                    .gated(TRIAL, TRIAL, team.image()));
            String rollout = TRIAL + "-1";
            scene.reaches(rollout, "/progress/candidate/version");
            String id = scene.runtimes().id(TRIAL);
            scene.say(
                    "its runtime is %s, with the endpoints %s",
                    id, scene.runtimes().endpoints(id));
            owner.ends("ROLLBACK_COMPLETE");
            scene.ended(rollout, "Rejected", "SMOKE_TEST_FAILED");
            Scene.holds("the gate failed", owner.failure().startsWith("Gate is CREATE_FAILED"));
            owner.delete();
            owner.ends("DELETE_COMPLETE");
            traces.areNone(id);
            Scene.same("tags that keep its image", "[]", traces.kept().toString());
            return new Ended(TRIAL, "1.3.0", "Rejected", "SMOKE_TEST_FAILED", "none left");
        }
    }

    /** 25. */
    private static final class NewName implements Chapter {
        private static final String RENAMED = "workflow2";
        /** AWS says nowhere whether it deletes a runtime that has endpoints. */
        private static final FaultRule ENDPOINTS_FIRST = FaultRule.on(
                        "bedrock-agentcore:DeleteAgentRuntime",
                        new Fault.Refuse(409, "ConflictException", "The agent runtime has endpoints"))
                .by(Scene.CONTROL_PLANE + "-resource-progress")
                .times(1);

        @Override
        public String title() {
            return "A new name makes a new runtime, the target moves over, and the old one is deleted";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String old = scene.runtimes().id(TeamStack.WORKFLOW);
            String image = team.image();
            String rollout = scene.next(TeamStack.WORKFLOW);
            Faults.Armed conflict = scene.cloud().faults().arm(ENDPOINTS_FIRST);
            TeamTemplate renamed =
                    team.deployed().renamed(TeamStack.WORKFLOW, RENAMED).gated(RENAMED, TeamStack.WORKFLOW, image);
            team.owner().update(renamed, "the workflow's runtime is %s, and a gate waits for it".formatted(RENAMED));
            scene.reaches(rollout, "/progress/candidate/version");
            Scene.same("the old runtime meanwhile", old, scene.runtimes().id(TeamStack.WORKFLOW));
            team.owner().ends("UPDATE_COMPLETE");
            conflict.disarm();
            Scene.same("refused deletions", "1", String.valueOf(conflict.struck()));
            scene.ended(rollout, "Promoted", "PROVEN");
            String version = team.serves(RENAMED, image, "bright");
            Scene.same(
                    "what the stack has now",
                    scene.runtimes().id(RENAMED),
                    team.owner().physicalId(team.deployed().logicalId(RENAMED)));
            Scene.same(
                    "the old runtime",
                    Optional.empty().toString(),
                    team.find(TeamStack.WORKFLOW).toString());
            new Traces(scene, TeamStack.WORKFLOW).ofRuntime(old);
            scene.say("the runtime %s is gone, its endpoints went before it", old);
            return new Ended("workflow", "1.3.0", "Promoted", "replaced", "– → " + version);
        }
    }

    /** 26. */
    private static final class GoneAlready implements Chapter {
        @Override
        public String title() {
            return "Somebody deletes a runtime by hand; deleting its stack succeeds all the same";
        }

        @Override
        public Ended tell(Scene scene) {
            TeamStack team = new TeamStack(scene);
            String id = scene.runtimes().id(TeamStack.ASSISTANT);
            scene.aws().rest("DELETE", "/runtimes/" + id + "/", Optional.empty());
            scene.await("the runtime is gone", () -> team.find(TeamStack.ASSISTANT), Optional::isEmpty);
            scene.say("somebody deleted the runtime %s by hand", id);
            String other = scene.runtimes().id(NewName.RENAMED);
            team.owner().delete();
            team.owner().ends("DELETE_COMPLETE");
            new Traces(scene, TeamStack.ASSISTANT).areNone(id);
            new Traces(scene, TeamStack.WORKFLOW).areNone(other);
            return new Ended("workflow, assistant", "–", "–", "deleted", "none left");
        }
    }
}
