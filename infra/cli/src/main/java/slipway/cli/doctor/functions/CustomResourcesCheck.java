package slipway.cli.doctor.functions;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Environment;

/** Whether somebody answers the stacks of agents: their service token is this alias, whatever is deployed behind it. */
public final class CustomResourcesCheck implements Check {
    private static final String ALIAS = "AWS::Lambda::Alias";
    private static final String TABLE = "AWS::DynamoDB::Table";

    private final Setup setup;

    public CustomResourcesCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "custom resources";
    }

    @Override
    public List<Finding> look() {
        return judge(setup.stacks().resources(ALIAS), setup.stacks().resources(TABLE), setup.environment());
    }

    static List<Finding> judge(List<String> aliases, List<String> tables, Environment environment) {
        var findings = new ArrayList<Finding>();
        var token = ":function:%s:live".formatted(environment.named("resource-request"));
        var remedy = "Deploy again: " + environment.shell().deploy();
        if (aliases.stream().noneMatch(alias -> alias.endsWith(token))) {
            findings.add(problem(
                    "There is no function %s: stacks with an AgentRuntime, a SmokeGate or an ImageLookup wait for an hour, and fail."
                            .formatted(environment.named("resource-request")),
                    remedy));
        }
        if (!tables.contains(environment.named("requests"))) {
            findings.add(problem(
                    "There is no table %s: what CloudFormation asks for is lost."
                            .formatted(environment.named("requests")),
                    remedy));
        }
        return findings;
    }
}
