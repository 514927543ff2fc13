package slipway.local.ecr;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a repository was made with. */
record RepositorySettings(
        TagMutability mutability,
        boolean scanOnPush,
        @Nullable LifecyclePolicy lifecycle,
        Map<String, String> tags) {
    RepositorySettings {
        tags = Map.copyOf(tags);
    }
}
