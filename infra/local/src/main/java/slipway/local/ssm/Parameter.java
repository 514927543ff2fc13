package slipway.local.ssm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** One parameter and its history. Guarded by the store. */
final class Parameter {
    private static final int HISTORY = 100;

    /**
     * One write, as the history shows it.
     *
     * @param value encrypted, where there is a key
     */
    record Version(
            String name,
            String type,
            String value,
            int version,
            String tier,
            @Nullable String description,
            @Nullable String allowedPattern,
            String dataType,
            @Nullable String keyId,
            Instant at,
            String user) {}

    /** All of it. */
    record Contents(List<Version> versions, Map<String, String> tags, Map<String, Integer> labels) {}

    private final List<Version> versions = new ArrayList<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, Integer> labels = new TreeMap<>();

    static Parameter restored(Contents contents) {
        Parameter parameter = new Parameter();
        parameter.versions.addAll(contents.versions());
        parameter.tags.putAll(contents.tags());
        parameter.labels.putAll(contents.labels());
        return parameter;
    }

    Contents contents() {
        return new Contents(List.copyOf(versions), new TreeMap<>(tags), new TreeMap<>(labels));
    }

    /** @throws AwsError ParameterMaxVersionLimitExceeded when the version that would go has a label */
    void write(Version version) {
        if (versions.size() == HISTORY) {
            int oldest = versions.getFirst().version();
            if (labels.containsValue(oldest)) {
                throw new AwsError(
                        400,
                        "ParameterMaxVersionLimitExceeded",
                        "Version %d of %s has a label: move the label before the 101st version is made."
                                .formatted(oldest, version.name()));
            }
            versions.removeFirst();
        }
        versions.add(version);
    }

    Version latest() {
        return versions.getLast();
    }

    /** Oldest first. */
    List<Version> history() {
        return Collections.unmodifiableList(versions);
    }

    Map<String, String> tags() {
        return tags;
    }

    /** The number of the version that each label names. */
    Map<String, Integer> labels() {
        return labels;
    }
}
