package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.TagPolicy;
import slipway.image.Verdict;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Pin;
import slipway.ledger.TargetState.Veto;

/** What a tag policy says of the images that exist: which one it picks, and why not the others. */
final class ImagesView {
    private final TargetState state;
    private final TagPolicy policy;
    private final Optional<Found> picked;

    private ImagesView(TargetState state, TagPolicy policy, List<Found> all) {
        this.state = state;
        this.policy = policy;
        this.picked = all.stream().filter(this::accepts).reduce((best, next) -> policy.newer(next, best) ? next : best);
    }

    /** Newest first. */
    static ObjectNode of(TargetState state, TagPolicy policy, List<Found> all) {
        ImagesView view = new ImagesView(state, policy, all);
        ObjectNode answer = UrlAnswer.body();
        List<Found> sorted = all.stream()
                .sorted(Comparator.comparing(Found::pushedAt)
                        .reversed()
                        .thenComparing(found -> found.image().tag().value()))
                .toList();
        Json.list(answer, "images", sorted, view::image);
        Json.put(answer, "desired", state.following().desired());
        Json.put(answer, "pinned", state.following().pin().map(Pin::image));
        return answer;
    }

    private boolean accepts(Found found) {
        return policy.accepts(found.image().tag()) instanceof Verdict.Accepted;
    }

    private ObjectNode image(Found found) {
        Image image = found.image();
        Judged judged = judged(found);
        return Json.object()
                .put("tag", image.tag().value())
                .put("digest", image.digest().value())
                .put("pushedAt", found.pushedAt().toString())
                .put("verdict", judged.verdict())
                .put("why", judged.why());
    }

    private record Judged(String verdict, String why) {}

    private Judged judged(Found found) {
        return switch (policy.accepts(found.image().tag())) {
            case Verdict.Refused refused -> new Judged("refused", refused.why());
            case Verdict.Accepted _ -> {
                Optional<Veto> veto = state.restraint().veto(found.image().digest());
                yield veto.map(v -> new Judged(
                                "vetoed", "%s set a veto at %s: %s".formatted(v.rollout(), v.at(), v.reason())))
                        .orElseGet(() -> accepted(found));
            }
        };
    }

    private Judged accepted(Found found) {
        return picked.filter(found::equals).isPresent()
                ? new Judged("picked", "the newest image that the tag policy accepts")
                : new Judged(
                        "accepted",
                        "%s is newer".formatted(picked.orElseThrow().image().tag()));
    }
}
