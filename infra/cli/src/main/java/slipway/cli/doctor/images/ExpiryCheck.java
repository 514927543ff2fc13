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
import slipway.cli.plane.Environment;
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
                        setup.clock().instant(),
                        setup.environment())
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
    private static Optional<Finding> judge(Served served, Contents contents, Instant now, Environment environment) {
        return contents.images().stream()
                .filter(image -> image.digest().equals(served.image().digest().value()))
                .findFirst()
                .flatMap(image ->
                        judge(served, Expiry.of(image, contents.images(), contents.rules()), now, environment));
    }

    static Optional<Finding> judge(Served served, Expiry expiry, Instant now, Environment environment) {
        return switch (expiry) {
            case Expiry.Never() -> Optional.empty();
            case Expiry.AfterPushes(var more) when more > FEW -> Optional.empty();
            case Expiry.AfterPushes(var more) ->
                Optional.of(
                        goes(served, more == 0 ? "any moment" : "after %d more pushes".formatted(more), environment));
            case Expiry.At(var time) when time.isAfter(now.plus(SOON)) -> Optional.empty();
            case Expiry.At(var time) -> Optional.of(goes(served, "at " + Times.at(time), environment));
            case Expiry.Unknown(var rule) ->
                Optional.of(warning(
                        "Nobody can tell from here when rule %d of the lifecycle policy of %s takes the %s image of %s."
                                .formatted(
                                        rule,
                                        served.image().repository().name(),
                                        served.role().word(),
                                        served.target()),
                        keep(served, environment)));
        };
    }

    private static Finding goes(Served served, String when, Environment environment) {
        var what = "The lifecycle policy takes the %s image of %s, %s, %s."
                .formatted(served.role().word(), served.target(), ImagesCheck.shown(served), when);
        var remedy = keep(served, environment);
        return served.role() == Role.LIVE ? problem(what, remedy) : warning(what, remedy);
    }

    /** A rollout sets such a tag by itself; this one is a person's, and stays until somebody takes it off. */
    private static String keep(Served served, Environment environment) {
        var image = served.image();
        var select = "--registry-id %s --repository-name %s"
                .formatted(image.repository().account(), image.repository().name());
        var tag = KeepTag.of("by-hand-" + served.target(), image.digest());
        var manifest = environment
                .shell()
                .aws("ecr batch-get-image %s --image-ids imageDigest=%s --query 'images[0].imageManifest' --output text"
                        .formatted(select, image.digest().value()));
        return "Let the policy's first rule keep tags that begin with %s (docs/repositories.md), and give the image such a tag: %s"
                .formatted(
                        KeepTag.PREFIX,
                        environment
                                .shell()
                                .aws("ecr put-image %s --image-tag %s --image-digest %s --image-manifest \"$(%s)\""
                                        .formatted(select, tag, image.digest().value(), manifest)));
    }
}
