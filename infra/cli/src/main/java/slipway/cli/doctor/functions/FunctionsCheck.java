package slipway.cli.doctor.functions;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Shell;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** Whether every function can be invoked by its alias, and runs what was deployed last. */
public final class FunctionsCheck implements Check {
    private static final String ALIAS = "AWS::Lambda::Alias";

    private final Setup setup;

    public FunctionsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "functions";
    }

    /**
     * A function's version as its alias shows it.
     *
     * @param alias the alias's ARN
     * @param newest the newest version that was published
     * @param reserved its reserved concurrency, if it has one
     */
    record Deployed(String alias, GetFunctionConfigurationResponse now, int newest, Optional<Integer> reserved) {}

    @Override
    public List<Finding> look() {
        return setup.stacks().resources(ALIAS).stream()
                .map(this::deployed)
                .flatMap(deployed -> judge(deployed, setup.environment().shell()).stream())
                .toList();
    }

    private Deployed deployed(String alias) {
        var lambda = setup.clients().lambda().get();
        var now = lambda.getFunctionConfiguration(r -> r.functionName(alias));
        var newest = lambda.listVersionsByFunctionPaginator(r -> r.functionName(now.functionName())).versions().stream()
                .map(FunctionConfiguration::version)
                .filter(version -> version.matches("[0-9]+"))
                .mapToInt(Integer::parseInt)
                .max();
        var reserved = lambda.getFunctionConcurrency(r -> r.functionName(now.functionName()))
                .reservedConcurrentExecutions();
        return new Deployed(alias, now, newest.orElse(0), Optional.ofNullable(reserved));
    }

    /** docs.aws.amazon.com/lambda/latest/dg/functions-states.html says what a state means. */
    static List<Finding> judge(Deployed deployed, Shell shell) {
        var findings = new ArrayList<Finding>();
        var now = deployed.now();
        var name = now.functionName();
        var deploy = shell.deploy();
        if (!now.architectures().equals(List.of(Architecture.ARM64))) {
            findings.add(problem(
                    "The function %s runs on %s, not on arm64.".formatted(name, now.architecturesAsStrings()),
                    "Somebody changed it: deploy again: %s".formatted(deploy)));
        }
        if (now.state() == State.INACTIVE) {
            findings.add(warning(
                    "The function %s is asleep: nobody invoked it for 14 days. The first event wakes it and is tried again."
                            .formatted(name),
                    "That call is refused, and wakes it now: "
                            + shell.aws("lambda invoke --function-name %s /dev/null".formatted(deployed.alias()))));
        } else if (now.state() == State.PENDING) {
            findings.add(warning(
                    "The function %s is being prepared.".formatted(name), "Wait some minutes, then look again."));
        } else if (now.state() != State.ACTIVE || now.lastUpdateStatus() == LastUpdateStatus.FAILED) {
            findings.add(problem(
                    "The function %s cannot run: %s.".formatted(name, reason(now)),
                    "Put that right, then deploy again: %s".formatted(deploy)));
        }
        if (deployed.reserved().filter(most -> most == 0).isPresent()) {
            findings.add(problem(
                    "The function %s is switched off: its reserved concurrency is 0.".formatted(name),
                    shell.aws("lambda delete-function-concurrency --function-name " + name)));
        }
        if (Integer.parseInt(now.version()) < deployed.newest()) {
            findings.add(warning(
                    "The function %s runs version %s, and version %d was published since."
                            .formatted(name, now.version(), deployed.newest()),
                    "Somebody moved the alias, or a deployment broke off: %s".formatted(deploy)));
        }
        return findings;
    }

    private static String reason(GetFunctionConfigurationResponse now) {
        if (now.stateReason() != null) {
            return now.stateReason();
        }
        return now.lastUpdateStatusReason() == null ? now.stateAsString() : now.lastUpdateStatusReason();
    }
}
