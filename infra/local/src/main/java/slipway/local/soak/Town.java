package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import slipway.local.assembly.StackStatus;
import slipway.local.edge.LoggedCall;
import slipway.local.story.Sample;

/** Who does what to the fleet, and how often. */
final class Town {
    private static final List<String> GET_ONLY = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails");

    /** How long a stack's update may wait: for all that comes of it, for the proof, or for nothing. */
    private static final List<String> WAITS = List.of("promoted", "proven", "requested");

    private final Hands hands;
    private final Fleet fleet;
    private final Releases releases;
    private final Secrets secrets;
    private final Causes causes;

    Town(Hands hands, Fleet fleet, Releases releases, Secrets secrets, Causes causes) {
        this.hands = hands;
        this.fleet = fleet;
        this.releases = releases;
        this.secrets = secrets;
        this.causes = causes;
    }

    List<Actor> actors() {
        return List.of(
                actor("pushes", 3000, this::push),
                actor("orders", 1200, this::order),
                actor("answers", 700, this::answer),
                actor("declarations", 4000, this::declare),
                actor("stack updates", 12_000, this::update),
                actor("edits", 9000, this::edit),
                actor("callers", 500, this::call),
                actor("kills", 5000, this::kill));
    }

    private static Actor actor(String name, long millis, Actor.Act act) {
        return new Actor(name, Duration.ofMillis(millis), act);
    }

    private static <T> T any(List<T> list, RandomGenerator dice) {
        return list.get(dice.nextInt(list.size()));
    }

    /** Of ten images six are good; half of the time two or three come at once. */
    private void push(RandomGenerator dice) {
        String repository = any(Fleet.REPOSITORIES, dice);
        int burst = dice.nextBoolean() ? 2 + dice.nextInt(2) : 1;
        for (int i = 0; i < burst; i++) {
            Build.Kind kind = switch (dice.nextInt(10)) {
                case 0, 1 -> Build.Kind.WRONG;
                case 2 -> Build.Kind.FOREIGN;
                case 3 -> Build.Kind.FADING;
                default -> Build.Kind.GOOD;
            };
            releases.push(repository, kind);
        }
    }

    private void order(RandomGenerator dice) {
        Member member = any(Fleet.MEMBERS, dice);
        String target = member.target();
        var _ = switch (dice.nextInt(12)) {
            case 0 -> hands.order("hold", target, "reason", "a drill");
            case 1 -> hands.order("rollback", target, "reason", "a drill");
            case 2 -> hands.order("abort", target, "reason", "a drill");
            case 3 ->
                hands.order("pin", target, "image", "1.0." + dice.nextInt(1 + releases.newest(member.repository())));
            case 4, 5 -> hands.order("unpin", target);
            case 6 -> hands.order("retry", target);
            case 7 -> hands.order("adopt", target);
            default -> hands.order("release", target);
        };
    }

    /** Somebody looks at what waits for an answer, and gives one. */
    private void answer(RandomGenerator dice) {
        Member member = any(asking(), dice);
        asked(member)
                .ifPresent(rollout -> hands.order(
                        dice.nextInt(5) == 0 ? "reject" : "approve",
                        member.target(),
                        "rollout",
                        rollout,
                        "reason",
                        "a drill"));
    }

    private static List<Member> asking() {
        return Fleet.MEMBERS.stream()
                .filter(member -> member.manner().contains("approval"))
                .toList();
    }

    /** Everything that waits is approved. */
    void approve() {
        for (Member member : asking()) {
            asked(member).ifPresent(rollout -> hands.order("approve", member.target(), "rollout", rollout));
        }
    }

    private Optional<String> asked(Member member) {
        return hands.item("TARGET#" + member.target())
                .map(state -> state.at("/claim/active").asText())
                .filter(rollout -> !rollout.isEmpty())
                .filter(rollout -> hands.item("ROLLOUT#" + rollout)
                        .filter(record ->
                                record.at("/progress/approval/askedAt").isTextual())
                        .isPresent());
    }

    private void declare(RandomGenerator dice) {
        fleet.declare(any(Fleet.MEMBERS, dice));
    }

    /** The team gives one of its agents another variable, and goes on first with what could not be undone. */
    private void update(RandomGenerator dice) {
        if (hands.cloud().stack(Sample.TEAM).status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
            hands.cloud().continueRollback(Sample.TEAM, Set.of());
        }
        hands.cloud().update(Sample.TEAM, template -> {
            ObjectNode properties = properties(template, any(Fleet.OF_THE_TEAM, dice));
            properties.put("WaitFor", any(WAITS, dice));
            properties
                    .withObject("/Configuration/environmentVariables")
                    .put("TONE", secrets.plant(Secrets.Sort.VARIABLE));
        });
    }

    private static ObjectNode properties(ObjectNode template, String runtime) {
        return template.path("Resources")
                .valueStream()
                .map(resource -> resource.path("Properties"))
                .filter(properties -> properties.path("RuntimeName").asText().equals(runtime))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Somebody changes a runtime in the console, as it stands. */
    private void edit(RandomGenerator dice) {
        String id = fleet.id(any(Fleet.MADE, dice));
        ObjectNode document = hands.latest(id);
        document.remove(GET_ONLY);
        document.put("description", "edited " + dice.nextInt(1000));
        document.put("clientToken", UUID.randomUUID().toString());
        hands.aws().rest("PUT", "/runtimes/" + id + "/", Optional.of(document));
    }

    private void call(RandomGenerator dice) {
        Member member = any(Fleet.MEMBERS, dice);
        String arn = hands.place().arn("bedrock-agentcore", "runtime/" + fleet.id(member));
        int _ = hands.aws().invoke(arn, member.endpoint(), "caller-" + UUID.randomUUID());
    }

    /** One of the processes that called something lately dies, wherever it is. */
    private void kill(RandomGenerator dice) {
        Map<Long, String> callers = new TreeMap<>();
        for (LoggedCall call : hands.cloud().calls().calls()) {
            Long pid = call.pid();
            if (pid != null) {
                callers.put(pid, call.caller());
            }
        }
        callers.keySet().removeIf(pid -> ProcessHandle.of(pid).isEmpty());
        if (!callers.isEmpty()) {
            long pid = any(List.copyOf(callers.keySet()), dice);
            causes.killed(callers.getOrDefault(pid, ""));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Orders that nobody has taken back are: holds go, pins go, what is stuck goes on, what others made is accepted.
     *
     * @return whether there was anything to take back
     */
    boolean settle() {
        boolean any = false;
        for (ObjectNode state : hands.targets()) {
            any |= settle(state.path("name").asText(), state);
        }
        return any;
    }

    private boolean settle(String target, JsonNode state) {
        String hold = state.at("/restraint/hold/kind").asText();
        if (hold.equals("FOREIGN_CHANGE")) {
            hands.order("adopt", target);
            // Where the foreign version is no longer the latest there may be nothing to accept, and the hold stays.
            hands.item("TARGET#" + target)
                    .filter(now -> now.at("/restraint/hold").isObject())
                    .ifPresent(_ -> hands.order("release", target));
        } else if (!hold.isEmpty()) {
            hands.order("release", target);
        }
        boolean pinned = state.at("/following/pin").isObject();
        if (pinned) {
            hands.order("unpin", target);
        }
        String active = state.at("/claim/active").asText();
        boolean stuck = hands.item("ROLLOUT#" + active)
                .filter(record -> record.at("/ending/outcome").asText().equals("STUCK"))
                .isPresent();
        if (stuck) {
            hands.order("retry", target);
        }
        return !hold.isEmpty() || pinned || stuck;
    }
}
