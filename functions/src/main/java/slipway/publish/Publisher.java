package slipway.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.Counts;
import slipway.image.Found;
import slipway.image.Images;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.image.TagPolicy;
import slipway.image.Verdict;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Newest;
import slipway.parameter.Projection;
import slipway.target.Declaration;
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
     * Looks at the tag for every target that follows the repository. A target that fails does not stop the others.
     *
     * @throws PublishFailed when one of them failed; to be tried again
     */
    public void pushed(Repository repository, Tag tag, Instant now) {
        List<TargetName> targets = ledger.following(repository);
        if (targets.isEmpty()) {
            LOG.info("ignored {} {}: no target follows the repository", repository, tag.value());
        }
        List<RuntimeException> failures = new ArrayList<>();
        for (TargetName target : targets) {
            try {
                consider(target, repository, tag, now);
            } catch (RuntimeException e) {
                LOG.error("target {}: {} {} could not be published: {}", target, repository, tag.value(), e.toString());
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            counts.add(Counts.Counted.PUBLISH_FAILURES);
            throw new PublishFailed(failures);
        }
    }

    private void consider(TargetName target, Repository repository, Tag tag, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(target);
            Optional<Declaration> declaration = DeclarationReader.accepted(state.declaration());
            if (declaration.isEmpty() || !declaration.get().repository().equals(repository)) {
                return;
            }
            save(decide(state, declaration.get().tagPolicy(), repository, tag, now), state);
        });
        projection.project(target, now, Projection.Write.IF_DIFFERENT);
    }

    private TargetState decide(TargetState state, TagPolicy policy, Repository repository, Tag tag, Instant now) {
        return switch (policy.accepts(tag)) {
            case Verdict.Refused refused -> decided(state, now, "Ignored", tag.value(), refused.why());
            case Verdict.Accepted _ ->
                images.find(repository, tag)
                        .map(found -> compare(state, policy, found, now))
                        .orElseGet(
                                () -> decided(state, now, "Ignored", tag.value(), "ECR has no image under this tag"));
        };
    }

    private static TargetState compare(TargetState state, TagPolicy policy, Found found, Instant now) {
        String subject = found.image().uri();
        Optional<Newest> current = state.following().newest();
        if (current.filter(n -> n.image().equals(found.image())).isPresent()) {
            return decided(state, now, "Unchanged", subject, "it is the newest image already");
        }
        boolean newer = current.isEmpty()
                || policy.newer(
                        found, new Found(current.get().image(), current.get().pushedAt()));
        if (!newer) {
            return decided(
                    state,
                    now,
                    "NotPublished",
                    subject,
                    "it is not newer than " + current.get().image().tag().value() + " by the target's tag policy");
        }
        return decided(
                state.withFollowing(state.following().withNewest(new Newest(found.image(), found.pushedAt()))),
                now,
                "Newest",
                subject,
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
