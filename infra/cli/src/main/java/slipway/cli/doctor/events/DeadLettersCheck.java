package slipway.cli.doctor.events;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether every event was handled: what was not, waits in a dead-letter queue. */
public final class DeadLettersCheck implements Check {
    private static final String QUEUE = "AWS::SQS::Queue";
    /** What their names end with, and the entries of the runbook. */
    private static final String DEAD_LETTERS = "-dead-letters";

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final Setup setup;

    public DeadLettersCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "dead letters";
    }

    @Override
    public List<Finding> look() {
        return setup.stacks().resources(QUEUE).stream()
                .filter(url -> url.endsWith(DEAD_LETTERS))
                .flatMap(url -> judge(name(url), counts(url)).stream())
                .toList();
    }

    private Map<QueueAttributeName, String> counts(String url) {
        return setup.clients()
                .queues()
                .get()
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(COUNTS))
                .attributes();
    }

    private Optional<Finding> judge(String queue, Map<QueueAttributeName, String> counts) {
        int messages = COUNTS.stream()
                .mapToInt(count -> Integer.parseInt(counts.getOrDefault(count, "0")))
                .sum();
        if (messages == 0) {
            return Optional.empty();
        }
        var entry = queue.substring(setup.environment().named("").length());
        return Optional.of(problem(
                "%d %s in %s: nobody could handle %s."
                        .formatted(
                                messages,
                                messages == 1 ? "event waits" : "events wait",
                                queue,
                                messages == 1 ? "it" : "them"),
                "docs/runbook.md says what to do, under %s.".formatted(entry)));
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
