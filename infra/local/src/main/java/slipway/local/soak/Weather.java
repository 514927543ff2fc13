package slipway.local.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;

/** Every kind of fault, each at its rate. */
final class Weather {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    /** Long enough for another process to do all that this one was about to do. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration WALL = Duration.ofMillis(1500);

    private final Faults faults;
    private final long seed;

    Weather(Faults faults, long seed) {
        this.faults = faults;
        this.seed = seed;
    }

    void begin() {
        List<FaultRule> rules = rules();
        for (int i = 0; i < rules.size(); i++) {
            FaultRule rule = rules.get(i);
            faults.arm(rule.atRate(rule.chance(), seed * 31 + i));
        }
    }

    void end() {
        faults.disarmAll();
    }

    /** Only Slipway suffers: its roles, the services that act for it, its events. */
    private static List<FaultRule> rules() {
        List<FaultRule> rules = new ArrayList<>();
        rules.addAll(List.of(
                slipways("*", new Fault.Throttle(), 0.006),
                slipways("*", new Fault.Broken(), 0.006),
                slipways("*", new Fault.Broken(), 0.004).afterEffect(),
                slipways("*", new Fault.Reset(), 0.004),
                slipways("*", new Fault.Reset(), 0.004).afterEffect(),
                slipways("*", new Fault.Silence(WALL), 0.0005).afterEffect(),
                slipways("*", new Fault.Kill(), 0.0012),
                slipways("*", new Fault.Kill(), 0.0018).afterEffect(),
                slipways("*", new Fault.Delay(MOMENT), 0.01),
                slipways("dynamodb:*Item", new Fault.Delay(MOMENT), 0.02),
                slipways("dynamodb:GetItem", new Fault.Delay(LONG), 0.1),
                slipways("ecr:DescribeImages", new Fault.Delay(LONG), 0.15),
                slipways("*", new Fault.Refuse(400, "ServiceUnavailableException", "A fault"), 0.001)));
        rules.addAll(List.of(
                rated("bedrock-agentcore:UpdateAgentRuntimeEndpoint", new Fault.Deny(), 0.004)
                        .by("slipway-local-rollout"),
                rated("sqs:*", new Fault.Full(), 0.05),
                rated("lambda:InvokeFunction", new Fault.Asleep(), 0.01),
                rated("bedrock-agentcore:*", new Fault.Slow(A_MINUTE), 0.05),
                rated("bedrock-agentcore:*", new Fault.Fails("A fault"), 0.02),
                rated("ssm:Get*", new Fault.Stale(), 0.02).by("slipway-local-"),
                rated("*", new Fault.Lost(), 0.03),
                rated("*", new Fault.Late(A_MINUTE), 0.03),
                rated("*", new Fault.Twice(), 0.08),
                rated("*", new Fault.Shuffled(A_MINUTE), 0.08)));
        return rules;
    }

    private static FaultRule slipways(String action, Fault fault, double chance) {
        return rated(action, fault, chance).by("slipway-local-");
    }

    private static FaultRule rated(String action, Fault fault, double chance) {
        return FaultRule.on(action, fault).atRate(chance, 0);
    }
}
