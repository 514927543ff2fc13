package slipway.infra.environment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;

/** Reads one environment and notes what is wrong with it; what it returns is of use only if nothing was. */
final class EnvironmentReader {
    private static final SortedSet<String> FIELDS = Stream.concat(
                    Stream.of(
                            "account",
                            "region",
                            "prefix",
                            "production",
                            "sample",
                            "removal",
                            "keep",
                            "logRetentionDays",
                            "tags",
                            "pushToLiveMinutes",
                            "driftCheckMinutes",
                            "immutableTags",
                            "movingTags",
                            "operatorEntry"),
                    OrganisationReader.FIELDS.stream())
            .collect(Collectors.toCollection(TreeSet::new));

    private static final int PUSH_TO_LIVE_MINUTES = 60;
    private static final int DRIFT_CHECK_MINUTES = 15;
    /** Four of them are an alarm's period, which is a day at most. */
    private static final int DRIFT_CHECK_MOST = 360;

    private static final int MINUTES_A_WEEK = 7 * 24 * 60;
    /** How many patterns ECR takes. */
    private static final int MOST_MOVING_TAGS = 5;

    private final String name;
    private final Fields fields;
    private final Problems problems;

    EnvironmentReader(String name, JsonNode node, Problems problems) {
        this.name = name;
        this.fields = new Fields(name, node, problems);
        this.problems = problems;
    }

    Environment read() {
        // Function names hold 64 characters, the longest of ours takes 22 of them.
        problems.unless(name.matches("[a-z][a-z0-9]{0,15}"), "environment", name, "write [a-z][a-z0-9]{0,15}");
        fields.only(FIELDS);
        var names = names();
        var environment = new Environment(
                names,
                fields.flag("production"),
                fields.flag("sample"),
                removal(),
                keep(),
                retention(),
                tags(),
                pushToLive(),
                driftCheck(),
                imageTags(),
                operatorEntry(),
                new OrganisationReader(fields, names.account(), names.region()).read());
        guardProduction(environment);
        return environment;
    }

    private Names names() {
        return new Names(
                fields.text("prefix", "[a-z][a-z0-9]{0,15}"),
                name,
                fields.text("account", "[0-9]{12}"),
                fields.text("region", "[a-z]{2}(-[a-z]+)+-[0-9]"));
    }

    private void guardProduction(Environment environment) {
        if (environment.production()) {
            fields.require(environment.removal() == Removal.RETAIN, "removal", "write retain, or production: false");
            fields.require(!environment.sample(), "sample", "write false, or production: false");
        }
    }

    private Removal removal() {
        var value = fields.text("removal", "destroy|retain");
        return value.equals("destroy") ? Removal.DESTROY : Removal.RETAIN;
    }

    private SortedSet<Kept> keep() {
        var keep = new TreeSet<Kept>();
        if (fields.has("keep")) {
            fields.require(
                    !fields.value("removal").asText().equals("retain"),
                    "keep",
                    "remove it: removal retain keeps everything");
            var known = List.of(Kept.values());
            var written = fields.texts(
                    "keep", known.stream().map(EnvironmentReader::word).collect(Collectors.joining("|")));
            known.stream().filter(kept -> written.contains(word(kept))).forEach(keep::add);
        }
        return keep;
    }

    private static String word(Kept kept) {
        return kept.name().toLowerCase(Locale.ROOT);
    }

    private int retention() {
        var value = fields.value("logRetentionDays");
        fields.require(
                value.isInt() && LogRetention.allows(value.intValue()),
                "logRetentionDays",
                "write one of " + LogRetention.allowed());
        return value.asInt();
    }

    private SortedMap<String, String> tags() {
        var tags = new TreeMap<String, String>();
        var value = fields.value("tags");
        fields.require(value.isObject(), "tags", "write an object of texts");
        for (var tag : value.properties()) {
            problems.unless(
                    tag.getValue().isTextual()
                            && !tag.getKey().toLowerCase(Locale.ROOT).startsWith("aws:"),
                    name + ".tags." + tag.getKey(),
                    tag.getValue(),
                    "write a text, under a key that does not start with aws:");
            tags.put(tag.getKey(), tag.getValue().asText());
        }
        return tags;
    }

    private Duration pushToLive() {
        return Duration.ofMinutes(
                fields.has("pushToLiveMinutes")
                        ? fields.number("pushToLiveMinutes", 1, MINUTES_A_WEEK)
                        : PUSH_TO_LIVE_MINUTES);
    }

    private Duration driftCheck() {
        return Duration.ofMinutes(
                fields.has("driftCheckMinutes")
                        ? fields.number("driftCheckMinutes", 0, DRIFT_CHECK_MOST)
                        : DRIFT_CHECK_MINUTES);
    }

    private ImageTags imageTags() {
        var immutable = fields.has("immutableTags") && fields.flag("immutableTags");
        if (!fields.has("movingTags")) {
            return new ImageTags(immutable, List.of());
        }
        fields.require(immutable, "movingTags", "remove it, or write immutableTags: true");
        var moving = fields.texts("movingTags", "[0-9a-zA-Z._*-]{1,128}");
        fields.require(
                moving.size() <= MOST_MOVING_TAGS, "movingTags", "write at most " + MOST_MOVING_TAGS + " patterns");
        return new ImageTags(immutable, moving);
    }

    private OperatorEntry operatorEntry() {
        var value = fields.optionalText("operatorEntry", "url|private").orElse("url");
        return value.equals("private") ? OperatorEntry.PRIVATE : OperatorEntry.URL;
    }
}
