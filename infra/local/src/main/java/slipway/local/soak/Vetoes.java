package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was found bad on a target is not tried there again, until a person says so. */
final class Vetoes {
    private static final Set<String> BAD =
            Set.of("SMOKE_TEST_FAILED", "LIVE_FAILED", "WRONG_PLATFORM", "APPROVAL_REJECTED", "ABORTED");
    private static final Set<String> LIFTING = Set.of("retry", "pin");
    /** They bring no image. */
    private static final Set<String> OTHERS = Set.of("CONFIGURATION", "ROLLBACK");

    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();

    /** Somebody has ordered this. */
    void ordered(Order order) {
        if (LIFTING.contains(order.verb())) {
            orders.add(order);
        }
    }

    void check(List<ObjectNode> ledger, Violations violations) {
        Map<String, Instant> vetoed = new HashMap<>();
        Hands.rollouts(ledger).stream()
                .sorted(Comparator.comparing(
                        item -> Instant.parse(item.at("/request/startedAt").asText())))
                .filter(item -> !OTHERS.contains(item.at("/request/cause").asText()))
                .forEach(item -> check(item, vetoed, violations));
    }

    private void check(ObjectNode rollout, Map<String, Instant> vetoed, Violations violations) {
        String target = rollout.at("/request/target").asText();
        String image = rollout.at("/request/image").asText();
        String key = target + image.substring(image.indexOf('@') + 1);
        Instant began = Instant.parse(rollout.at("/request/startedAt").asText());
        Instant bad = vetoed.get(key);
        violations.check(
                bad == null || lifted(target, bad, began),
                target,
                "an image that was found bad is not tried again",
                "%s tries %s".formatted(rollout.path("id").asText(), image));
        if (BAD.contains(rollout.at("/ending/reason").asText())) {
            vetoed.put(key, Instant.parse(rollout.at("/ending/at").asText()));
        }
    }

    private boolean lifted(String target, Instant from, Instant to) {
        return orders.stream()
                .anyMatch(order -> order.target().equals(target)
                        && !order.answeredAt().isBefore(from)
                        && !order.at().isAfter(to));
    }
}
