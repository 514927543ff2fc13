package slipway.rollout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.target.TargetName;

/** As {@link CrashPointsTest}, for every answer that a person gives, or does not give. */
class ApprovalCrashPointsTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final String ASKS = "'approval': {'expiresHours': 10}";
    private static final String[] NOT_LIVE = {"UpdateAgentRuntime 3", "UpdateAgentRuntimeEndpoint candidate 3"};

    private static void in(World world, Duration time, Runnable happening) {
        world.at(world.now.plus(time), happening);
    }

    @Test
    void whereverItDiesARejectionLeavesLiveAlone() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", ASKS);
                    world.push("1.1.0");
                    in(world, Duration.ofHours(1), () -> world.people.reject(SUPPORT, 2));
                },
                "support-2 Rejected APPROVAL_REJECTED",
                NOT_LIVE);
    }

    @Test
    void whereverItDiesARejectionRestoresDefaultOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", ASKS + ", 'afterRejection': 'restoreDefault'");
                    world.push("1.1.0");
                    in(world, Duration.ofHours(1), () -> world.people.reject(SUPPORT, 2));
                },
                "support-2 Rejected APPROVAL_REJECTED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "UpdateAgentRuntime 4");
    }

    @Test
    void whereverItDiesAQuestionThatNobodyAnswersExpires() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", ASKS);
                    world.push("1.1.0");
                },
                "support-2 Rejected APPROVAL_EXPIRED",
                NOT_LIVE);
    }

    @Test
    void whereverItDiesANewerImageTakesThePlaceOfTheQuestion() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", ASKS);
                    world.push("1.1.0");
                    in(world, Duration.ofHours(1), () -> world.push("1.2.0"));
                    in(world, Duration.ofHours(2), () -> world.people.approve(SUPPORT, 3));
                },
                "support-3 Promoted PROVEN",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 4");
    }

    @Test
    void whereverItDiesAWayBackTakesThePlaceOfTheQuestion() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    world.push("1.1.0");
                    world.run();
                    world.declareWith(ASKS);
                    world.push("1.2.0");
                    in(world, Duration.ofHours(1), () -> world.people.rollBack(SUPPORT));
                },
                "support-4 RolledBack ROLLED_BACK_BY_PERSON",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesARemovedDeclarationEndsTheQuestion() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", ASKS);
                    world.push("1.1.0");
                    in(world, Duration.ofHours(1), () -> {
                        world.parameters.remove(world.names.declaration(SUPPORT));
                        world.declarations.changed(SUPPORT, world.now);
                    });
                },
                "support-2 Superseded DECLARATION_REMOVED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "DeleteAgentRuntimeEndpoint candidate");
    }
}
