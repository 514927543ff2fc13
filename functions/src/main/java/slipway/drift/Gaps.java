package slipway.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeName;
import slipway.image.Image;
import slipway.ledger.Gap;
import slipway.target.TargetName;

/** Collects what nobody can know any more of a target that the ledger has lost, each with what a person does about it. */
final class Gaps {
    private final TargetName target;
    private final List<Gap> all = new ArrayList<>();

    Gaps(TargetName target) {
        this.target = target;
    }

    void add(String what, String remedy) {
        all.add(new Gap(what, remedy));
    }

    /** Its rollout has no record any more. */
    void running(String execution) {
        add(
                "An execution still runs for a rollout that is lost. It can change nothing, and rings: %s."
                        .formatted(execution),
                "aws stepfunctions stop-execution --execution-arn %s".formatted(execution));
    }

    void pinned(Image published, Image newest) {
        add(
                "desired-image says %s, and the newest image in ECR is %s. Whether somebody pinned it or the push was lost is not known: it counts as pinned."
                        .formatted(published.uri(), newest.uri()),
                "slipway unpin %s.".formatted(target));
    }

    void gone(RuntimeName runtime) {
        add(
                "There is no runtime %s.".formatted(runtime),
                "Make it, or change the declaration, then: slipway release %s.".formatted(target));
    }

    void others(RuntimeName runtime) {
        add(
                "The runtime %s does not carry this control plane's tag.".formatted(runtime),
                "Tag it as told by slipway drift %s, then: slipway release %1$s.".formatted(target));
    }

    void unproven(Optional<Image> desired) {
        add(
                "Whether %s, which should be live, was vetoed is not known: it is held."
                        .formatted(desired.map(Image::uri).orElse("the next image")),
                "slipway release %s.".formatted(target));
    }

    void addAll(List<Gap> others) {
        all.addAll(others);
    }

    List<Gap> all() {
        return List.copyOf(all);
    }
}
