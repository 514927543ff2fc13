package slipway.local.ecr;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a repository was made with, and has been changed to since. */
record RepositorySettings(
        TagMutability mutability,
        boolean scanOnPush,
        @Nullable LifecyclePolicy lifecycle,
        Map<String, String> tags) {
    RepositorySettings {
        tags = Map.copyOf(tags);
    }

    RepositorySettings with(TagMutability other) {
        return new RepositorySettings(other, scanOnPush, lifecycle, tags);
    }

    RepositorySettings with(@Nullable LifecyclePolicy other) {
        return new RepositorySettings(mutability, scanOnPush, other, tags);
    }

    RepositorySettings with(boolean scans) {
        return new RepositorySettings(mutability, scans, lifecycle, tags);
    }

    RepositorySettings tagged(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return new RepositorySettings(mutability, scanOnPush, lifecycle, all);
    }

    RepositorySettings untagged(Collection<String> keys) {
        Map<String, String> rest = new HashMap<>(tags);
        rest.keySet().removeAll(keys);
        return new RepositorySettings(mutability, scanOnPush, lifecycle, rest);
    }
}
