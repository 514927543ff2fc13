package slipway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import slipway.target.TargetName;

/**
 * What an owner declares of a target.
 *
 * @param endpoint of the runtime; empty for a target that is only published
 * @param members beside those that each has, as JSON
 */
record Declared(TargetName target, Optional<String> endpoint, Policy policy, boolean latest, List<String> members) {
    static final String ALARM = "support-errors";

    static final String WATCHED = "\"bake\": {\"minutes\": 60, \"alarms\": [\"" + ALARM + "\"]}";

    private static final List<String> APPROVAL = List.of("", "", "\"approval\": {\"expiresHours\": 1}");
    private static final List<String> BAKE = List.of(
            "", "\"bake\": {\"minutes\": 30}", "\"bake\": {\"minutes\": 30, \"alarms\": [\"" + ALARM + "\"]}", WATCHED);
    private static final List<String> REJECTION = List.of("", "", "", "\"afterRejection\": \"restoreDefault\"");
    private static final List<String> ROLLBACK = List.of("", "", "", "", "\"afterRollback\": \"hold\"");
    private static final List<String> KEPT = List.of("", "", "\"keepVersions\": 5");
    private static final String SMOKE = "\"smokeTest\": {\"payload\": {\"prompt\": \"ping\"}}";
    private static final String SKIP = "\"smokeTest\": {\"skip\": \"callers need a token\"}";

    /** Which image a target follows. */
    enum Policy {
        SEMVER("{\"type\": \"semver\", \"range\": \">=1.0.0\"}"),
        NEWEST("{\"type\": \"newest\", \"allow\": [\"*\"]}"),
        EXACT("{\"type\": \"exact\", \"tag\": \"production\"}");

        private final String json;

        Policy(String json) {
            this.json = json;
        }
    }

    /** What is declared at first: the plainest of its kind. */
    static Declared plain(TargetName target, Optional<String> endpoint) {
        return new Declared(target, endpoint, Policy.SEMVER, false, endpoint.isPresent() ? List.of(SMOKE) : List.of());
    }

    Declared with(String member) {
        List<String> more = new ArrayList<>(members);
        more.add(member);
        return new Declared(target, endpoint, policy, latest, List.copyOf(more));
    }

    /** Something else that may be declared of the target. */
    static Declared any(TargetName target, Optional<String> endpoint, SplittableRandom random) {
        Policy policy = random.nextInt(3) > 0 ? Policy.SEMVER : Policy.values()[random.nextInt(3)];
        List<String> members = new ArrayList<>();
        if (endpoint.isPresent()) {
            members.add(random.nextInt(15) == 0 ? SKIP : SMOKE);
            for (List<String> choices : List.of(APPROVAL, BAKE, REJECTION, ROLLBACK, KEPT)) {
                members.add(choices.get(random.nextInt(choices.size())));
            }
            members.removeIf(String::isEmpty);
        }
        return new Declared(target, endpoint, policy, random.nextInt(10) == 0, List.copyOf(members));
    }

    boolean isProven() {
        return !members.contains(SKIP);
    }

    boolean has(String member) {
        return members.stream().anyMatch(text -> text.contains(member));
    }

    String json() {
        StringBuilder text = new StringBuilder("""
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                 "tagPolicy":""").append(policy.json);
        endpoint.ifPresent(name -> text.append(",\n \"runtime\": {\"name\": \"support\", \"configurationFrom\": \"")
                .append(latest ? "latest" : "live")
                .append("\"},\n \"endpoint\": \"")
                .append(name)
                .append('"'));
        members.forEach(member -> text.append(",\n ").append(member));
        return text.append('}').toString();
    }

    /** As one line, for people. */
    String shown() {
        return "%s by %s%s%s %s"
                .formatted(
                        target,
                        policy,
                        endpoint.map(name -> ", endpoint " + name).orElse(", publish only"),
                        latest ? ", configuration from latest" : "",
                        String.join(", ", members));
    }
}
