package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class VetoesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Vetoes vetoes = new Vetoes();
    private final Violations violations = new Violations(() -> NOON, _ -> {});
    private final List<ObjectNode> ledger = new ArrayList<>();

    private void rollout(int number, String image, String cause, String reason) {
        ObjectNode item = Json.object()
                .put("pk", "ROLLOUT#support-" + number)
                .put("sk", "STATE")
                .put("id", "support-" + number);
        item.putObject("request")
                .put("target", "support")
                .put("image", "agents/support:1.0.0@" + image)
                .put("cause", cause)
                .put("startedAt", NOON.plusSeconds(60L * number).toString());
        item.putObject("ending")
                .put("reason", reason)
                .put("at", NOON.plusSeconds(60L * number + 20).toString());
        ledger.addFirst(item);
    }

    private void order(String target, int seconds) {
        Instant at = NOON.plusSeconds(seconds);
        vetoes.ordered(new Order("retry", target, at, at.plusSeconds(10)));
    }

    private List<String> seen() {
        vetoes.check(ledger, violations);
        return violations.all().stream().map(Violation::seen).toList();
    }

    @Test
    void whatWasFoundBadMayNotBeTriedAgain() {
        rollout(1, "sha256:bad", "PUSH", "SMOKE_TEST_FAILED");
        rollout(2, "sha256:bad", "CONTINUATION", "PROVEN");
        assertThat(seen()).containsExactly("support-2 tries agents/support:1.0.0@sha256:bad");
    }

    @Test
    void onceAPersonWantsItItMay() {
        rollout(1, "sha256:bad", "PUSH", "SMOKE_TEST_FAILED");
        order("support", 90);
        rollout(2, "sha256:bad", "RETRY", "PROVEN");
        assertThat(seen()).isEmpty();
    }

    @Test
    void anOrderThatWasUnderWayWhenItWasFoundBadCounts() {
        rollout(1, "sha256:bad", "PUSH", "SMOKE_TEST_FAILED");
        order("support", 75);
        rollout(2, "sha256:bad", "RETRY", "PROVEN");
        assertThat(seen()).isEmpty();
    }

    @Test
    void anOrderThatWasAnsweredBeforeCountsNot() {
        rollout(1, "sha256:bad", "PUSH", "SMOKE_TEST_FAILED");
        order("support", 65);
        rollout(2, "sha256:bad", "PUSH", "PROVEN");
        assertThat(seen()).hasSize(1);
    }

    @Test
    void anOrderForAnotherTargetLiftsNothing() {
        rollout(1, "sha256:bad", "PUSH", "LIVE_FAILED");
        order("concierge", 90);
        rollout(2, "sha256:bad", "PUSH", "PROVEN");
        assertThat(seen()).hasSize(1);
    }

    @Test
    void anotherImageMay() {
        rollout(1, "sha256:bad", "PUSH", "SMOKE_TEST_FAILED");
        rollout(2, "sha256:good", "PUSH", "PROVEN");
        assertThat(seen()).isEmpty();
    }
}
