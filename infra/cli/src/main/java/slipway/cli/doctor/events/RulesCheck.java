package slipway.cli.doctor.events;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Whether every rule is switched on and hands its events to somebody, and keeps those that nobody took. */
public final class RulesCheck implements Check {
    private static final String RULE = "AWS::Events::Rule";
    private static final String DEFAULT_BUS = "default";

    private final Setup setup;

    public RulesCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "rules";
    }

    /** A rule's name and bus, from its physical id: {@code rule} on the default bus, {@code bus|rule} on another. */
    record Id(String bus, String rule) {
        static Id of(String physicalId) {
            var cut = physicalId.indexOf('|');
            return cut < 0
                    ? new Id(DEFAULT_BUS, physicalId)
                    : new Id(physicalId.substring(0, cut), physicalId.substring(cut + 1));
        }
    }

    @Override
    public List<Finding> look() {
        return setup.stacks().resources(RULE).stream()
                .map(Id::of)
                .flatMap(id -> findings(id).stream())
                .toList();
    }

    private List<Finding> findings(Id id) {
        var events = setup.clients().events().get();
        try {
            var state = events.describeRule(r -> r.eventBusName(id.bus()).name(id.rule()))
                    .state();
            var targets = events.listTargetsByRule(r -> r.eventBusName(id.bus()).rule(id.rule()))
                    .targets();
            return judge(id, state, targets, setup.environment());
        } catch (ResourceNotFoundException gone) {
            return List.of(problem("The rule %s is gone.".formatted(id.rule()), deploy(setup.environment())));
        }
    }

    static List<Finding> judge(Id id, RuleState state, List<Target> targets, Environment environment) {
        var findings = new ArrayList<Finding>();
        if (state == RuleState.DISABLED) {
            findings.add(problem(
                    "The rule %s is switched off: its events are lost.".formatted(id.rule()),
                    "Switch it on: "
                            + environment
                                    .shell()
                                    .aws("events enable-rule --event-bus-name %s --name %s"
                                            .formatted(id.bus(), id.rule()))));
        }
        if (targets.isEmpty()) {
            findings.add(problem(
                    "The rule %s has no target: its events are lost.".formatted(id.rule()), deploy(environment)));
        }
        targets.stream()
                .filter(target -> target.deadLetterConfig() == null)
                .forEach(target -> findings.add(warning(
                        "The rule %s keeps nothing of what %s does not take: it has no dead-letter queue."
                                .formatted(id.rule(), target.arn()),
                        deploy(environment))));
        return findings;
    }

    private static String deploy(Environment environment) {
        return "Deploy again: " + environment.shell().deploy();
    }
}
