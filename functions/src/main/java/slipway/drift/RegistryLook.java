package slipway.drift;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.image.Digest;
import slipway.image.Found;
import slipway.image.Held;
import slipway.image.Image;
import slipway.image.KeepTag;
import slipway.image.TagPolicy;
import slipway.ledger.DriftReason;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Served;
import slipway.target.Declaration;

/** Compares the ledger with ECR: what is newest there, and what has become of the images in use. */
final class RegistryLook {
    static final Set<DriftReason> REASONS = EnumSet.of(
            DriftReason.MISSED_PUSH,
            DriftReason.TAG_MOVED,
            DriftReason.IMAGE_DELETED,
            DriftReason.IMAGE_ARCHIVED,
            DriftReason.IMAGE_EXPIRING);

    private final TargetState state;
    private final TagPolicy policy;
    private final Registry registry;
    private final Instant now;
    private final Findings findings = new Findings();

    private RegistryLook(TargetState state, TagPolicy policy, Registry registry, Instant now) {
        this.state = state;
        this.policy = policy;
        this.registry = registry;
        this.now = now;
    }

    /**
     * What ECR has.
     *
     * @param tagged every tag that the repository has
     * @param used the images that live serves, served last, and should serve: as ECR has them, empty where it does not
     * @param keep the tag that keeps live's image from being expired
     */
    record Registry(List<Found> tagged, Map<Image, Optional<Held>> used, Optional<KeepTag> keep) {}

    /** The images whose digests are looked at one by one. */
    static Set<Image> used(TargetState state) {
        Set<Image> used = new LinkedHashSet<>();
        state.serving().live().map(Served::image).ifPresent(used::add);
        state.following().desired().ifPresent(used::add);
        state.serving().previous().map(Served::image).ifPresent(used::add);
        return used;
    }

    static Looked of(TargetState state, Declaration declaration, Registry registry, Instant now) {
        RegistryLook look = new RegistryLook(state, declaration.tagPolicy(), registry, now);
        look.newest();
        look.use();
        return new Looked(REASONS, look.findings.all());
    }

    private void newest() {
        Optional<Newest> known = state.following().newest();
        policy.best(registry.tagged())
                .filter(best -> Settling.isOver(best.pushedAt(), now))
                .filter(best -> known.isEmpty() || isNewer(best, known.get()))
                .ifPresent(best -> missed(best, known));
    }

    private boolean isNewer(Found best, Newest known) {
        return !best.image().equals(known.image()) && policy.newer(best, new Found(known.image(), known.pushedAt()));
    }

    private void missed(Found best, Optional<Newest> known) {
        Optional<Digest> before = known.map(Newest::image)
                .filter(image -> image.tag().equals(best.image().tag()))
                .map(Image::digest);
        // Whoever follows one moving tag expects it to move.
        if (before.isPresent() && !(policy instanceof TagPolicy.Exact)) {
            findings.add(DriftReason.TAG_MOVED, best.image().uri(), "The tag stood for %s.".formatted(before.get()));
        } else {
            findings.add(
                    DriftReason.MISSED_PUSH,
                    best.image().uri(),
                    "ECR holds it since %s, and the newest that is known is %s."
                            .formatted(
                                    best.pushedAt(),
                                    known.map(newest -> newest.image().tag().value())
                                            .orElse("none")));
        }
    }

    private void use() {
        registry.used().forEach((image, held) -> {
            if (held.isEmpty()) {
                findings.add(DriftReason.IMAGE_DELETED, image.uri(), "ECR does not hold the digest any more.");
            } else if (!held.get().status().equals(Held.ACTIVE)) {
                findings.add(
                        DriftReason.IMAGE_ARCHIVED,
                        image.uri(),
                        "ECR says that it is %s.".formatted(held.get().status()));
            }
        });
        state.serving()
                .live()
                .map(Served::image)
                .ifPresent(live -> registry.keep().ifPresent(keep -> expiring(live, keep)));
    }

    private void expiring(Image live, KeepTag keep) {
        boolean lost = registry.used()
                .getOrDefault(live, Optional.empty())
                .filter(held -> !held.tags().contains(keep.tag()))
                .isPresent();
        if (lost) {
            findings.add(DriftReason.IMAGE_EXPIRING, live.uri(), "It does not carry the tag %s.".formatted(keep));
        }
    }
}
