package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.LocalCloud;
import slipway.local.bus.Archived;
import slipway.local.sns.Published;
import slipway.local.soak.Secrets.Sort;
import slipway.local.states.Execution;
import slipway.local.states.History;

/** Looks for secrets wherever Slipway and the services keep what they said. */
final class Search {
    private static final List<String> MACHINES = List.of("rollout", "resource");
    private static final String REQUESTS = Hands.CONTROL_PLANE + "-requests";

    private final Hands hands;
    private final Secrets secrets;
    private final Violations violations;

    Search(Hands hands, Secrets secrets, Violations violations) {
        this.hands = hands;
        this.secrets = secrets;
        this.violations = violations;
    }

    /** What is forgotten after a while: logs and events. */
    void passing() {
        LocalCloud cloud = hands.cloud();
        for (String group : cloud.logs().groups()) {
            cloud.logs().lines(group).forEach(line -> look("the log group " + group, line));
        }
        for (String bus : cloud.bus().names()) {
            for (Archived archived : cloud.bus().archived(bus)) {
                look("an event on the bus " + bus, archived.event().toString());
            }
        }
    }

    /** Everything, at the end. */
    void all(List<DeadLetters.Letter> letters) {
        passing();
        hands.cloud().topics().published().forEach(this::look);
        MACHINES.forEach(this::look);
        hands.ledger().forEach(this::item);
        hands.scan(REQUESTS).forEach(item -> look("an item of " + REQUESTS, item.toString()));
        letters.forEach(letter -> look("a letter in " + letter.queue(), letter.text()));
    }

    private void look(Published message) {
        look("a message of the topic " + message.topicArn(), message.subject() + message.message());
    }

    private void look(String machine) {
        for (Execution execution : hands.cloud().states().executions(hands.machine(machine))) {
            for (History.Event event : execution.history().events()) {
                // Step Functions itself shows there what it gave the task, its token too.
                look("a history of the machine " + machine, event.details().toString(), Sort.TASK_TOKEN);
            }
        }
    }

    /** An agent's answers may stand in the record of its rollout, and the token of its wait beside it. */
    private void item(ObjectNode item) {
        String key = item.path("pk").asText();
        boolean rollout = key.startsWith("ROLLOUT#");
        boolean wait = item.path("sk").asText().equals("PARKED");
        Sort[] allowed = rollout ? new Sort[] {wait ? Sort.TASK_TOKEN : Sort.ANSWER} : new Sort[0];
        look("the ledger's item " + key, item.toString(), allowed);
    }

    private void look(String where, String text, Sort... allowed) {
        secrets.in(text, sort -> {
            if (!List.of(allowed).contains(sort)) {
                found(where, sort);
            }
        });
    }

    private void found(String where, Sort sort) {
        violations.add(where, "no secret is in it", "one of the sort " + sort);
    }
}
