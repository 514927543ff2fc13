package slipway.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.Counts;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.Tag;
import slipway.image.TagPolicy;
import slipway.image.Verdict;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Newest;
import slipway.parameter.Projection;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/**
 * Decides which image is the newest for every target that follows a repository. A push is only a hint: what is
 * there, and since when, ECR says. Newest is decided by a conditional write, so pushes may arrive in any order.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Ledger ledger;
    private final Images images;
    private final Projection projection;
    private final Counts counts;
    private final Attempts attempts = new Attempts();

    public Publisher(Ledger ledger, Images images, Projection projection, Counts counts) {
        this.ledger = ledger;
        this.images = images;
        this.projection = projection;
        this.counts = counts;
    }

    /**
     * Decides for every target that follows the repository whether the image is its newest. A target that fails does not
     * stop the others.
     *
     * @param said the image as the event names it: believed where it changes nothing, and otherwise asked of ECR
     * @throws PublishFailed when one of them failed; to be tried again
     */
    void decide(Image said, Instant now) {
        List<TargetName> targets = ledger.following(said.repository());
        if (targets.isEmpty()) {
            LOG.info(
                    "ignored {} {}: no target follows the repository",
                    said.repository(),
                    said.tag().value());
        }
        each(targets, said, target -> attempts.run(() -> decide(ledger.target(target), said, now)));
    }

    /**
     * Publishes the newest image of every target for which the image's tag is the newest: what is older is published by
     * the newest's own event, which comes again until that is done.
     *
     * @throws PublishFailed when one of them failed; to be tried again
     */
    void publish(Image said, Instant now) {
        each(ledger.following(said.repository()), said, target -> {
            if (isNewest(ledger.target(target), said.tag())) {
                projection.project(target, now, Projection.Write.IF_DIFFERENT);
            }
        });
    }

    private static boolean isNewest(TargetState state, Tag tag) {
        return state.following()
                .newest()
                .filter(newest -> newest.image().tag().equals(tag))
                .isPresent();
    }

    private void each(List<TargetName> targets, Image said, Consumer<TargetName> task) {
        List<RuntimeException> failures = new ArrayList<>();
        for (TargetName target : targets) {
            try {
                task.accept(target);
            } catch (RuntimeException e) {
                LOG.error("target {}: {} could not be published: {}", target, said.uri(), e.toString());
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            PublishFailed failed = new PublishFailed(failures);
            if (!failed.isThrottled()) {
                counts.add(Counts.Counted.PUBLISH_FAILURES);
            }
            throw failed;
        }
    }

    /** What was throttled was tried often enough. */
    void gaveUp() {
        counts.add(Counts.Counted.PUBLISH_FAILURES);
    }

    private void decide(TargetState state, Image said, Instant now) {
        DeclarationReader.accepted(state.declaration())
                .filter(declaration -> declaration.repository().equals(said.repository()))
                .ifPresent(declaration -> save(decide(state, declaration.tagPolicy(), said, now), state));
    }

    private TargetState decide(TargetState state, TagPolicy policy, Image said, Instant now) {
        String tag = said.tag().value();
        return switch (policy.accepts(said.tag())) {
            case Verdict.Refused refused -> decided(state, now, "Ignored", tag, refused.why());
            case Verdict.Accepted _ ->
                unasked(state, policy, said, now)
                        .or(() -> images.find(said.repository(), said.tag())
                                .map(found -> compare(state, policy, found, now)))
                        .orElseGet(() -> decided(state, now, "Ignored", tag, "ECR has no image under this tag"));
        };
    }

    /** What changes nothing whatever ECR would say: of a storm of pushes that is most of them, and ECR has its rate. */
    private static Optional<TargetState> unasked(TargetState state, TagPolicy policy, Image said, Instant now) {
        Optional<Image> newest = state.following().newest().map(Newest::image);
        if (newest.equals(Optional.of(said))) {
            return Optional.of(unchanged(state, said, now));
        }
        return newest.filter(image -> policy.isBehind(said.tag(), image.tag()))
                .map(image -> notNewer(state, said, image, now));
    }

    private static TargetState unchanged(TargetState state, Image image, Instant now) {
        return decided(state, now, "Unchanged", image.uri(), "it is the newest image already");
    }

    private static TargetState notNewer(TargetState state, Image image, Image newest, Instant now) {
        return decided(
                state,
                now,
                "NotPublished",
                image.uri(),
                "it is not newer than " + newest.tag().value() + " by the target's tag policy");
    }

    private static TargetState compare(TargetState state, TagPolicy policy, Found found, Instant now) {
        Optional<Newest> current = state.following().newest();
        if (current.filter(n -> n.image().equals(found.image())).isPresent()) {
            return unchanged(state, found.image(), now);
        }
        boolean newer = current.isEmpty()
                || policy.newer(
                        found, new Found(current.get().image(), current.get().pushedAt()));
        if (!newer) {
            return notNewer(state, found.image(), current.get().image(), now);
        }
        return decided(
                state.withFollowing(state.following().withNewest(new Newest(found.image(), found.pushedAt()))),
                now,
                "Newest",
                found.image().uri(),
                "the newest image that the tag policy accepts");
    }

    /** The same decision about the same image is not written again: duplicates leave no trace. */
    private static TargetState decided(TargetState state, Instant now, String what, String subject, String why) {
        LOG.info("target {}: {} {}: {}", state.name(), what, subject, why);
        boolean known = state.decisions().stream()
                .findFirst()
                .filter(d -> d.what().equals(what) && d.subject().equals(subject))
                .isPresent();
        return known ? state : state.decided(new Decision(now, what, subject, why));
    }

    private void save(TargetState next, TargetState before) {
        if (!next.equals(before)) {
            ledger.save(next);
        }
    }
}
