package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.KeepTag;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;

/** Keeps the images of live and of the previous version from being expired, and lets go of those that were. */
final class Keeping {
    private final Ledger ledger;
    private final Images images;
    private final Place place;
    private final Attempts attempts = new Attempts();

    Keeping(Ledger ledger, Images images, Place place) {
        this.ledger = ledger;
        this.images = images;
        this.place = place;
    }

    /** Tagged before it is on record, so that a crash in between tags it again; taken off before it is forgotten. */
    List<String> keep(RolloutRecord rollout) {
        TargetState state = ledger.target(rollout.target());
        List<Image> used = used(state);
        List<Image> kept = state.serving().guarded();
        List<String> did = new ArrayList<>();
        for (Image image : without(used, kept)) {
            keep(state, image, did);
        }
        for (Image image : without(kept, used)) {
            images.release(image, tag(state, image));
            record(state, image, false);
            did.add("%s may be expired again".formatted(image.tag()));
        }
        return did;
    }

    private void keep(TargetState state, Image image, List<String> did) {
        try {
            images.keep(image, tag(state, image));
            record(state, image, true);
            did.add("%s is kept from being expired".formatted(image.tag()));
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.NOT_FOUND) {
                throw failure;
            }
            did.add("%s cannot be kept: it is not in ECR".formatted(image.tag()));
        }
    }

    private void record(TargetState state, Image image, boolean kept) {
        attempts.run(() -> {
            TargetState now = ledger.target(state.name());
            List<Image> others = without(now.serving().guarded(), List.of(image));
            List<Image> all =
                    kept ? Stream.concat(others.stream(), Stream.of(image)).toList() : others;
            ledger.save(now.withServing(now.serving().withGuarded(all)));
        });
    }

    private KeepTag tag(TargetState state, Image image) {
        return KeepTag.of(place.environment() + "-" + state.name(), image.digest());
    }

    private static List<Image> used(TargetState state) {
        return Stream.concat(state.serving().live().stream(), state.serving().previous().stream())
                .map(Served::image)
                .toList();
    }

    private static List<Image> without(List<Image> images, List<Image> others) {
        return images.stream()
                .filter(image -> others.stream().noneMatch(o -> o.digest().equals(image.digest())))
                .toList();
    }
}
