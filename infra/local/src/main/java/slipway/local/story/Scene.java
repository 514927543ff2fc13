package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import slipway.local.LocalCloud;
import slipway.local.dynamodb.Items;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.ProgramSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;

/** Where chapters play: what they do to the cloud, and what they see of it through its APIs. */
final class Scene {
    static final String CONTROL_PLANE = "slipway-local";
    private static final Patience USUAL = Patience.of(Duration.ofMinutes(2));
    private static final int COMPLAINTS = 3;
    private static final int LINE = 400;
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final LocalCloud cloud;
    private final Place place;
    private final Aws aws;
    private final Runtimes runtimes;
    private final Pusher pusher;
    private final PrintStream out;
    private final Patience patience;
    private final SamplePrograms programs = SamplePrograms.ofThisProject();

    Scene(LocalCloud cloud, Place place, PrintStream out) {
        this(cloud, place, out, USUAL);
    }

    Scene(LocalCloud cloud, Place place, PrintStream out, Patience patience) {
        this.patience = patience;
        this.cloud = cloud;
        this.place = place;
        this.aws = new Aws(cloud.uri(), place.region());
        this.runtimes = new Runtimes(aws);
        this.pusher = new Pusher(cloud.uri(), "test");
        this.out = out;
    }

    SamplePrograms programs() {
        return programs;
    }

    Runtimes runtimes() {
        return runtimes;
    }

    Crowd crowd() {
        return new Crowd(this);
    }

    LocalCloud cloud() {
        return cloud;
    }

    Aws aws() {
        return aws;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for this alone.
    void say(String line, Object... values) {
        out.println("    " + line.formatted(values));
        out.flush();
    }

    /** Pushes an arm64 image whose agent behaves as the script says, and gives its digest. */
    String push(String repository, String tag, String script) {
        return push(repository, tag, List.of("arm64"), script);
    }

    String push(String repository, String tag, List<String> architectures, String script) {
        ImageSpec spec = new ImageSpec(architectures, Map.of("slipway.local.agent", script, "version", tag), 0);
        String digest = pusher.push(repository, tag, spec);
        say("pushed %s:%s, %s", repository, tag, shortened(digest));
        return digest;
    }

    /** Pushes an image with a program in it, which runs as a process, and gives its digest. */
    String push(String repository, String tag, ProgramSpec program) {
        String digest = pusher.push(repository, tag, program);
        say(
                "pushed %s:%s, %s: a real program, run by %s",
                repository, tag, shortened(digest), program.entrypoint().getFirst());
        return digest;
    }

    static String shortened(String digest) {
        return digest.substring(0, Math.min(digest.length(), "sha256:".length() + 12));
    }

    String uri(String repository, String tag, String digest) {
        return "%s.dkr.ecr.%s.amazonaws.com/%s:%s@%s"
                .formatted(place.account(), place.region(), repository, tag, digest);
    }

    String arn(String service, String resource) {
        return place.arn(service, resource);
    }

    /** The ledger's item of a target. */
    ObjectNode target(String target) {
        return item("TARGET#" + target);
    }

    ObjectNode rollout(String id) {
        return item("ROLLOUT#" + id);
    }

    /** The ledger's item of a runtime, which its targets share. */
    ObjectNode shared(String runtimeId) {
        return item("RUNTIME#" + runtimeId);
    }

    private ObjectNode item(String key) {
        ObjectNode input =
                Aws.object().put("TableName", CONTROL_PLANE + "-ledger").put("ConsistentRead", true);
        input.putObject("Key").putObject("pk").put("S", key);
        ((ObjectNode) input.get("Key")).putObject("sk").put("S", "STATE");
        return Items.plain(
                aws.call("dynamodb", "DynamoDB_20120810.GetItem", input).path("Item"));
    }

    String parameter(String name) {
        ObjectNode input = Aws.object().put("Name", "/slipway/local/" + name);
        return aws.call("ssm", "AmazonSSM.GetParameter", input)
                .at("/Parameter/Value")
                .asText();
    }

    void write(String name, String value) {
        ObjectNode input = Aws.object()
                .put("Name", "/slipway/local/" + name)
                .put("Value", value)
                .put("Type", "String")
                .put("Overwrite", true);
        aws.call("ssm", "AmazonSSM.PutParameter", input);
    }

    void remove(String name) {
        aws.call("ssm", "AmazonSSM.DeleteParameter", Aws.object().put("Name", "/slipway/local/" + name));
    }

    /** Waits until the rollout has ended and everybody was told, tells its timeline, and gives it. */
    ObjectNode ended(String rollout) {
        ObjectNode record = comes(
                "rollout " + rollout + " ends",
                rollout,
                item -> item.at("/ending/told").asBoolean());
        tell(record);
        return record;
    }

    private void tell(ObjectNode record) {
        Timeline.lines(record).forEach(line -> say("%s", line));
    }

    /** Waits until the rollout has ended as it must. */
    ObjectNode ended(String rollout, String outcome, String reason) {
        ObjectNode record = ended(rollout);
        same("outcome", outcome, Timeline.word(record.at("/ending/outcome").asText()));
        same("reason", reason, record.at("/ending/reason").asText());
        await(
                "it lets its target go",
                () -> rollout,
                id -> outcome.equals("Stuck")
                        || left(record.at("/request/target").asText(), id));
        return record;
    }

    private boolean left(String target, String rollout) {
        return !target(target).at("/claim/active").asText().equals(rollout);
    }

    /** Waits for a decision about the target, and gives why it was made. */
    String decision(String target, String what, String subject) {
        JsonNode found = await(
                        "%s decides %s about %s".formatted(target, what, subject),
                        () -> decided(target, what, subject),
                        Optional::isPresent)
                .orElseThrow();
        say("  → %s: %s", what, found.path("why").asText());
        return found.path("why").asText();
    }

    private Optional<JsonNode> decided(String target, String what, String subject) {
        for (JsonNode decision : target(target).path("decisions")) {
            if (decision.path("what").asText().equals(what)
                    && decision.path("subject").asText().contains(subject)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /** Waits until the rollout is in the part of its record that the pointer names. */
    void reaches(String rollout, String pointer) {
        comes(
                "rollout %s reaches %s".formatted(rollout, pointer),
                rollout,
                record -> !record.at(pointer).isMissingNode());
    }

    private ObjectNode comes(String what, String rollout, Predicate<ObjectNode> wanted) {
        try {
            return await(what, () -> rollout(rollout), wanted);
        } catch (StoryFailed e) {
            // What it came to instead is the first thing that one would ask.
            ObjectNode record = rollout(rollout);
            if (record.isEmpty()) {
                say("it never began; decided was: %s", target(rollout.replaceFirst("-[0-9]+$", "")));
            } else {
                tell(record);
            }
            throw e;
        }
    }

    /** What functions last had to complain about, from their logs. */
    List<String> complaints() {
        return cloud.logs().groups().stream()
                .sorted()
                .flatMap(group -> cloud.logs().lines(group).reversed().stream()
                        .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                        .limit(COMPLAINTS)
                        .map(line -> group + ": " + line.substring(0, Math.min(line.length(), LINE))))
                .toList();
    }

    /** The number of the target's next rollout, with its name. */
    String next(String target) {
        return target + "-" + (target(target).at("/claim/sequence").asLong() + 1);
    }

    boolean alarmRings(String name) {
        return aws.query("monitoring", "Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=" + name)
                .contains("<StateValue>ALARM</StateValue>");
    }

    static void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new StoryFailed("%s is %s, not %s".formatted(what, actual, expected));
        }
    }

    static void holds(String what, boolean condition) {
        if (!condition) {
            throw new StoryFailed("it does not hold that " + what);
        }
    }

    /** A moment between two things. */
    void breathe() {
        LockSupport.parkNanos(MOMENT.toNanos());
    }

    /** Looks until it is as wanted. */
    <T> T await(String what, Supplier<T> look, Predicate<T> wanted) {
        long began = System.nanoTime();
        while (true) {
            T seen = look.get();
            if (wanted.test(seen)) {
                return seen;
            }
            Optional<String> lost = patience.lost(Duration.ofNanos(System.nanoTime() - began));
            if (lost.isPresent()) {
                throw new StoryFailed("%s until %s".formatted(lost.get(), what));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
