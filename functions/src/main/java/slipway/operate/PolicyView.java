package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.image.TagPolicy;

/** A tag policy as a declaration writes it. */
final class PolicyView {
    private PolicyView() {}

    static ObjectNode of(TagPolicy policy) {
        return switch (policy) {
            case TagPolicy.Semver semver ->
                Json.object()
                        .put("type", "semver")
                        .put("range", semver.range())
                        .put("preReleases", semver.preReleases());
            case TagPolicy.Newest newest -> {
                ObjectNode view = Json.object().put("type", "newest");
                newest.allow().forEach(view.putArray("allow")::add);
                newest.ignore().forEach(view.putArray("ignore")::add);
                yield view;
            }
            case TagPolicy.Exact exact ->
                Json.object().put("type", "exact").put("tag", exact.tag().value());
        };
    }
}
