package slipway.cli.doctor.grants;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Runtimes.AgentRuntime;
import slipway.cli.doctor.setup.Setup;

/** Whether a role may invoke DEFAULT, which serves every new version before it is proven, or every runtime there is. */
public final class GrantsCheck implements Check {
    private static final String ROLE = "AWS::IAM::Role";
    private static final String DEFAULT = "DEFAULT";
    /** The name of a runtime and an endpoint that there need not be: only who may invoke any may invoke it. */
    private static final String ANY = "any";

    private final Setup setup;

    public GrantsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "grants";
    }

    @Override
    public List<Finding> look() {
        var environment = setup.environment();
        var any = "arn:aws:bedrock-agentcore:%s:%s:runtime/%s-0000000000"
                .formatted(environment.region(), environment.account(), ANY);
        var own = new HashSet<>(setup.stacks().resources(ROLE));
        return judge(
                new Roles(setup.clients().iam().get()).all(),
                own,
                setup.runtimes().all(),
                any);
    }

    /**
     * Judges every role.
     *
     * @param own the control plane's roles, which are written for all runtimes that opted in
     * @param any the ARN of a runtime that nobody was granted in particular
     */
    static List<Finding> judge(List<Role> roles, Set<String> own, List<AgentRuntime> runtimes, String any) {
        var findings = new ArrayList<Finding>();
        var wide = new TreeSet<String>();
        var open = new TreeSet<String>();
        for (var role : roles) {
            var everywhere = own.contains(role.name()) ? Verdict.NO : role.invokes(any, ANY);
            switch (everywhere) {
                case YES -> wide.add(role.name());
                case PERHAPS -> open.add(role.name());
                case NO ->
                    runtimes.forEach(runtime -> {
                        switch (role.invokes(runtime.latest().arn(), DEFAULT)) {
                            case YES -> findings.add(reachesDefault(role, runtime));
                            case PERHAPS -> open.add(role.name());
                            case NO -> {}
                        }
                    });
            }
        }
        if (!wide.isEmpty()) {
            findings.add(
                    warning(
                            "May invoke every runtime, and every endpoint of it: %s."
                                    .formatted(String.join(", ", wide)),
                            "Grant bedrock-agentcore:InvokeAgentRuntime, and whatever else begins so, on the runtimes and the endpoints that each role calls."));
        }
        if (!open.isEmpty()) {
            findings.add(warning(
                    "May invoke DEFAULT, or any runtime, under conditions that cannot be judged from here: %s."
                            .formatted(String.join(", ", open)),
                    "See that the conditions leave DEFAULT out, or deny …/runtime-endpoint/DEFAULT."));
        }
        return findings;
    }

    private static Finding reachesDefault(Role role, AgentRuntime runtime) {
        return problem(
                "The role %s may invoke DEFAULT of %s, which serves versions that are not proven."
                        .formatted(role.name(), runtime.name()),
                "Grant bedrock-agentcore:InvokeAgentRuntime on %1$s and on the endpoint that is meant, %1$s/runtime-endpoint/NAME."
                        .formatted(runtime.latest().arn()));
    }
}
