package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class LocksTest {
    private final Map<String, JsonNode> rollouts = new HashMap<>();
    private final Violations violations = new Violations(() -> Instant.EPOCH, _ -> {});
    private final Locks locks = new Locks(id -> Optional.ofNullable(rollouts.get(id)), violations);

    private void rollout(String id, String record) {
        rollouts.put(id, Json.read(record.replace('\'', '"')));
    }

    private void locked(String lock) {
        locks.take(Json.read("{'id':'support-1'%s}".formatted(lock).replace('\'', '"')));
    }

    private void lockedBy(String rollout) {
        locked(",'lock':{'owner':'" + rollout + "'}");
    }

    @Test
    void aLockIsTakenFromNobodyWhoNeedsIt() {
        rollout("one-1", "{'progress':{'update':{}}}");
        lockedBy("one-1");
        lockedBy("two-1");
        assertThat(violations.all())
                .extracting(Violation::seen)
                .containsExactly("two-1 has the lock that one-1 had and needs");
    }

    @Test
    void whoseVersionWasReadNeedsItNoMore() {
        rollout("one-1", "{'progress':{'candidate':{'verified':true}}}");
        lockedBy("one-1");
        lockedBy("two-1");
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void whatHasEndedNeedsItNoMore() {
        rollout("one-1", "{'ending':{'outcome':'REJECTED'}}");
        lockedBy("one-1");
        lockedBy("two-1");
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void whatLetItGoAndComesBackMayFindItTaken() {
        rollout("one-1", "{'progress':{}}");
        lockedBy("one-1");
        locked("");
        lockedBy("two-1");
        assertThat(violations.all()).isEmpty();
    }
}
