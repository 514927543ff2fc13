package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** One look of the drift check at every target, as its schedule has it. */
record Sweep(Hands hands) {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** What happened just now is not looked at yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** @return the targets that were not looked at within that time */
    Set<String> goBy(Duration longest) {
        Instant since = hands.cloud().clock().instant().plus(YOUNG);
        long end = System.nanoTime() + longest.toNanos();
        Set<String> missing = unseen(since);
        while (!missing.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            missing = unseen(since);
        }
        return missing;
    }

    private Set<String> unseen(Instant since) {
        List<ObjectNode> ledger = hands.ledger();
        Set<String> seen = ledger.stream()
                .filter(item -> item.path("sk").asText().equals("DRIFT")
                        && item.path("checkedAt").isTextual()
                        && !Instant.parse(item.path("checkedAt").asText()).isBefore(since))
                .map(item -> item.path("target").asText())
                .collect(Collectors.toSet());
        return Fleet.MEMBERS.stream()
                .map(Member::target)
                .filter(target -> !seen.contains(target))
                .collect(Collectors.toSet());
    }
}
