package slipway.cli.doctor.images;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.images.Expiry.Candidate;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.doctor.setup.Views.Role;
import slipway.cli.doctor.setup.Views.Served;
import slipway.cli.screen.Times;
import slipway.image.KeepTag;
import slipway.image.Repository;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Whether a repository's lifecycle policy is about to take an image that live or a rollback needs. */
public final class ExpiryCheck implements Check {
    /** How many more pushes are few. */
    private static final int FEW = 5;

    private static final Duration SOON = Duration.ofDays(14);
    private static final String KEEP =
            "Let the policy's first rule keep tags that begin with %s (docs/repositories.md), and give the image such a tag: aws ecr put-image"
                    .formatted(KeepTag.PREFIX);

    private final Setup setup;

    public ExpiryCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "expiry of images";
    }

    private record Contents(List<LifecycleRule> rules, List<Candidate> images) {}

    @Override
    public List<Finding> look() {
        var contents = new HashMap<Repository, Contents>();
        return setup.views().served().stream()
                .flatMap(served -> judge(
                        served,
                        contents.computeIfAbsent(served.image().repository(), this::contents),
                        setup.clock().instant())
                        .stream())
                .toList();
    }

    private Contents contents(Repository repository) {
        var ecr = setup.clients().images().get();
        try {
            var policy = ecr.getLifecyclePolicy(
                            r -> r.registryId(repository.account()).repositoryName(repository.name()))
                    .lifecyclePolicyText();
            var images = ecr
                    .describeImagesPaginator(
                            r -> r.registryId(repository.account()).repositoryName(repository.name()))
                    .imageDetails()
                    .stream()
                    .map(detail -> new Candidate(detail.imageDigest(), detail.imageTags(), detail.imagePushedAt()))
                    .toList();
            return new Contents(LifecycleRule.read(policy), images);
        } catch (LifecyclePolicyNotFoundException | RepositoryNotFoundException nothingExpires) {
            return new Contents(List.of(), List.of());
        }
    }

    /** One that is gone is another check's. */
    private static Optional<Finding> judge(Served served, Contents contents, Instant now) {
        return contents.images().stream()
                .filter(image -> image.digest().equals(served.image().digest().value()))
                .findFirst()
                .flatMap(image -> judge(served, Expiry.of(image, contents.images(), contents.rules()), now));
    }

    static Optional<Finding> judge(Served served, Expiry expiry, Instant now) {
        return switch (expiry) {
            case Expiry.Never() -> Optional.empty();
            case Expiry.AfterPushes(var more) when more > FEW -> Optional.empty();
            case Expiry.AfterPushes(var more) ->
                Optional.of(goes(served, more == 0 ? "any moment" : "after %d more pushes".formatted(more)));
            case Expiry.At(var time) when time.isAfter(now.plus(SOON)) -> Optional.empty();
            case Expiry.At(var time) -> Optional.of(goes(served, "at " + Times.at(time)));
            case Expiry.Unknown(var rule) ->
                Optional.of(warning(
                        "Nobody can tell from here when rule %d of the lifecycle policy of %s takes the %s image of %s."
                                .formatted(
                                        rule,
                                        served.image().repository().name(),
                                        served.role().word(),
                                        served.target()),
                        KEEP));
        };
    }

    private static Finding goes(Served served, String when) {
        var what = "The lifecycle policy takes the %s image of %s, %s, %s."
                .formatted(served.role().word(), served.target(), ImagesCheck.shown(served), when);
        return served.role() == Role.LIVE ? problem(what, KEEP) : warning(what, KEEP);
    }
}
