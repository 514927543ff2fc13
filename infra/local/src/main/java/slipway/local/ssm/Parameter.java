package slipway.local.ssm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One parameter and its history. Guarded by the store. */
final class Parameter {
    private static final int HISTORY = 100;

    /** One write, as the history shows it. */
    record Version(
            String name,
            String type,
            String value,
            int version,
            String tier,
            @Nullable String description,
            @Nullable String allowedPattern,
            String dataType,
            Instant at,
            String user) {}

    /** All of it. */
    record Contents(List<Version> versions, Map<String, String> tags) {}

    private final List<Version> versions = new ArrayList<>();
    private final Map<String, String> tags = new TreeMap<>();

    static Parameter restored(Contents contents) {
        Parameter parameter = new Parameter();
        parameter.versions.addAll(contents.versions());
        parameter.tags.putAll(contents.tags());
        return parameter;
    }

    Contents contents() {
        return new Contents(List.copyOf(versions), new TreeMap<>(tags));
    }

    void write(Version version) {
        versions.add(version);
        if (versions.size() > HISTORY) {
            versions.removeFirst();
        }
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
}
