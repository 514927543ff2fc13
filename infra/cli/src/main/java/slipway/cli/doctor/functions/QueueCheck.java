package slipway.cli.doctor.functions;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.grants.Rights;
import slipway.cli.doctor.setup.Setup;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/** Whether pushes that wait in their queue reach the function. */
public final class QueueCheck implements Check {
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
    private static final String ENABLED = "Enabled";
    private static final List<String> READS =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private final Setup setup;

    public QueueCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "queue of pushes";
    }

    @Override
    public List<Finding> look() {
        return setup.stacks().resources(MAPPING).stream()
                .map(id -> setup.clients().lambda().get().getEventSourceMapping(r -> r.uuid(id)))
                .flatMap(mapping -> judge(mapping).stream())
                .toList();
    }

    private List<Finding> judge(GetEventSourceMappingResponse mapping) {
        var findings = new ArrayList<Finding>();
        var shell = setup.environment().shell();
        if (!ENABLED.equals(mapping.state())) {
            findings.add(problem(
                    "The event source mapping of %s is %s: what waits in the queue is not handled."
                            .formatted(mapping.functionArn(), mapping.state()),
                    "Switch it on: "
                            + shell.aws("lambda update-event-source-mapping --uuid %s --enabled"
                                    .formatted(mapping.uuid()))));
        }
        var role = setup.clients()
                .lambda()
                .get()
                .getFunctionConfiguration(r -> r.functionName(mapping.functionArn()))
                .role();
        var missing = new Rights(setup.clients().iam()).missing(role, READS, mapping.eventSourceArn());
        if (!missing.isEmpty()) {
            findings.add(problem(
                    "The role %s may not call %s on the queue %s."
                            .formatted(role, String.join(", ", missing), mapping.eventSourceArn()),
                    "Take back the policy that denies it, or deploy again: " + shell.deploy()));
        }
        return findings;
    }
}
