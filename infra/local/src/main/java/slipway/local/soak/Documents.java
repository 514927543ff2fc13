package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import slipway.local.agentcore.Use;

/** What every version of a runtime says: one that a rollout has made says all that an earlier one did. */
final class Documents {
    private static final List<String> OWN = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails",
            // An image rollout changes it.
            "agentRuntimeArtifact");
    /** What the team's stack changes. */
    private static final String VARIABLES = "environmentVariables";

    private record Version(String runtimeId, String number, boolean byRollout) {}

    private final Hands hands;
    private final Fleet fleet;
    private final Violations violations;
    private final Queue<Version> unread = new ConcurrentLinkedQueue<>();
    private final Map<String, List<ObjectNode>> known = new HashMap<>();

    Documents(Hands hands, Fleet fleet, Violations violations) {
        this.hands = hands;
        this.fleet = fleet;
        this.violations = violations;
    }

    /** Somebody asked for a version. */
    void take(Use.Updated update) {
        boolean byRollout = Lookout.isBy(update.caller(), "rollout");
        update.made().ifPresent(version -> unread.add(new Version(update.runtimeId(), version, byRollout)));
    }

    /** Reads what was made since the last look. */
    void look() {
        for (Version version = unread.poll(); version != null; version = unread.poll()) {
            Version one = version;
            List<ObjectNode> earlier = known.computeIfAbsent(one.runtimeId(), id -> first(id));
            // Versions that nobody uses are deleted at times.
            hands.version(one.runtimeId(), one.number()).ifPresent(read -> {
                ObjectNode document = read.without(OWN);
                check(one, document, earlier);
                earlier.add(document);
            });
        }
    }

    private List<ObjectNode> first(String runtimeId) {
        List<ObjectNode> first = new ArrayList<>();
        hands.version(runtimeId, "1").ifPresent(document -> first.add(document.without(OWN)));
        return first;
    }

    private void check(Version version, ObjectNode document, List<ObjectNode> earlier) {
        boolean configured = Fleet.OF_THE_TEAM.contains(fleet.name(version.runtimeId()));
        boolean kept = earlier.stream().anyMatch(before -> keeps(document, before, configured));
        violations.check(
                kept || !version.byRollout(),
                fleet.name(version.runtimeId()),
                "an update loses no field",
                "version %s keeps what no earlier version said".formatted(version.number()));
    }

    private static boolean keeps(ObjectNode document, ObjectNode before, boolean configured) {
        for (Map.Entry<String, JsonNode> member : before.properties()) {
            JsonNode now = document.path(member.getKey());
            boolean same =
                    (configured && member.getKey().equals(VARIABLES)) ? !now.isEmpty() : now.equals(member.getValue());
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
