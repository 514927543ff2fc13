package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** What changes whether a key can be used. */
final class KeyStateOperations {
    private static final int SHORTEST_DAYS = 7;
    private static final int LONGEST_DAYS = 30;

    private final Keys keys;

    KeyStateOperations(Keys keys) {
        this.keys = keys;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "EnableKey", (call, input) -> enabled(call, input, "EnableKey", true),
                "DisableKey", (call, input) -> enabled(call, input, "DisableKey", false),
                "EnableKeyRotation", (call, input) -> rotates(call, input, "EnableKeyRotation", true),
                "DisableKeyRotation", (call, input) -> rotates(call, input, "DisableKeyRotation", false),
                "GetKeyRotationStatus", this::rotation,
                "ScheduleKeyDeletion", this::scheduleDeletion,
                "CancelKeyDeletion", this::cancelDeletion);
    }

    private JsonNode enabled(Call call, ObjectNode input, String action, boolean wanted) {
        KmsService.allowed(keys, call, input, action, Map.of()).enabled(wanted);
        return Json.object();
    }

    private JsonNode rotates(Call call, ObjectNode input, String action, boolean wanted) {
        KmsService.allowed(keys, call, input, action, Map.of()).rotates(wanted);
        return Json.object();
    }

    private JsonNode rotation(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "GetKeyRotationStatus", Map.of());
        return Json.object().put("KeyId", key.arn()).put("KeyRotationEnabled", key.rotates());
    }

    private JsonNode scheduleDeletion(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "ScheduleKeyDeletion", Map.of());
        int days = input.path("PendingWindowInDays").asInt(LONGEST_DAYS);
        if (days < SHORTEST_DAYS || days > LONGEST_DAYS) {
            throw KmsService.invalid("PendingWindowInDays must be 7 to 30, not " + days);
        }
        Instant deletion = keys.clock().instant().plus(Duration.ofDays(days));
        key.deleteAt(deletion);
        return Json.object()
                .put("KeyId", key.arn())
                .put("DeletionDate", Json.seconds(deletion))
                .put("KeyState", key.state())
                .put("PendingWindowInDays", days);
    }

    private JsonNode cancelDeletion(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "CancelKeyDeletion", Map.of());
        key.keep();
        return Json.object().put("KeyId", key.arn());
    }
}
