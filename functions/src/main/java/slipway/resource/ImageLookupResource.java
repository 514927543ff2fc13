package slipway.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.Step;
import slipway.customresource.Work;
import slipway.failure.AwsFailure;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.image.TagPolicy;
import slipway.image.Verdict;

/** Resolves a tag, or a tag policy by the rules of deployments, to the image that it means now. */
final class ImageLookupResource implements CustomResource<LookupProperties> {
    private static final String REPOSITORY = "RepositoryArn";
    private static final String POLICY = "TagPolicy";
    private static final String TAG = "Tag";
    private static final Pattern ARN =
            Pattern.compile("arn:aws[^:]*:ecr:(?<region>[^:]+):(?<account>[^:]+):repository/(?<name>.+)");
    private static final Repository NONE = new Repository("000000000000", "us-east-1", "none");

    private final Images images;

    ImageLookupResource(Images images) {
        this.images = images;
    }

    @Override
    public String type() {
        return "Custom::ImageLookup";
    }

    @Override
    public LookupProperties read(Properties properties) {
        if (properties.value(REPOSITORY).isEmpty()) {
            properties.problem(REPOSITORY, "is missing", "add it");
        }
        Optional<Repository> repository =
                properties.typed(REPOSITORY, ImageLookupResource::repository, "write the ARN of an ECR repository");
        if (properties.value(POLICY).isPresent() == properties.value(TAG).isPresent()) {
            properties.problem(TAG, "or TagPolicy has to be there, and not both", "write one of them");
        }
        Optional<TagPolicy> exact = properties.typed(
                TAG, tag -> new TagPolicy.Exact(new Tag(tag)), "write a tag as ECR shows it, without the repository");
        Optional<TagPolicy> policy = properties.object(POLICY).flatMap(ImageLookupResource::policy);
        // What it says is nobody's business here: CloudFormation asks again when it changes.
        properties.optional("Trigger");
        properties.refuseOthers();
        return new LookupProperties(
                repository.orElse(NONE), exact.or(() -> policy).orElseGet(() -> new TagPolicy.Exact(new Tag("none"))));
    }

    private static Repository repository(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no ARN of a repository");
        }
        return new Repository(parts.group("account"), parts.group("region"), parts.group("name"));
    }

    /** As in a target's declaration, where it has types. */
    private static Optional<TagPolicy> policy(Properties policy) {
        String type = policy.text("type");
        Optional<TagPolicy> read = switch (type) {
            case "semver" -> {
                String range = policy.text("range");
                boolean preReleases = policy.flag("preReleases", false);
                yield built(policy, "range", () -> new TagPolicy.Semver(range, preReleases));
            }
            case "newest" -> {
                List<String> allow = policy.texts("allow");
                List<String> ignore = policy.texts("ignore");
                yield built(
                        policy, "allow", () -> new TagPolicy.Newest(allow.isEmpty() ? List.of("*") : allow, ignore));
            }
            case "exact" -> {
                String tag = policy.text("tag");
                yield built(policy, "tag", () -> new TagPolicy.Exact(new Tag(tag)));
            }
            default -> {
                policy.problem("type", "is none of the tag policies", "write semver, newest or exact");
                yield Optional.empty();
            }
        };
        policy.refuseOthers();
        return read;
    }

    private static Optional<TagPolicy> built(Properties policy, String member, Supplier<TagPolicy> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException e) {
            policy.problem(member, "does not fit", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public Step create(Work<LookupProperties> work) {
        Note note = Note.read(work.note(), work.now());
        try {
            return best(work.wanted())
                    .map(found -> done(work.wanted(), found.image()))
                    .orElseGet(() ->
                            new Step.Failed("No image of %s fits: push one that does, or correct Tag or TagPolicy."
                                    .formatted(work.wanted().repository())));
        } catch (AwsFailure failure) {
            return failure.isPassing() || Spreading.isIt(failure, note, work.now())
                    ? new Step.LookAgain(note.pause(work.now()), note.text(), Optional.empty(), failure.sentence())
                    : new Step.Failed(failure.sentence());
        }
    }

    /** A new look-up. */
    @Override
    public Step update(Work<LookupProperties> work) {
        return create(work);
    }

    @Override
    public Step delete(Deletion deletion) {
        return Step.Done.of(deletion.id(), new TreeMap<>());
    }

    private Optional<Found> best(LookupProperties wanted) {
        TagPolicy policy = wanted.policy();
        if (policy instanceof TagPolicy.Exact exact) {
            return images.find(wanted.repository(), exact.tag());
        }
        return images.list(wanted.repository()).stream()
                .filter(found -> policy.accepts(found.image().tag()) instanceof Verdict.Accepted)
                .reduce((one, other) -> policy.newer(other, one) ? other : one);
    }

    private static Step done(LookupProperties wanted, Image image) {
        return Step.Done.of(
                new PhysicalId("image-lookup:" + wanted.repository()),
                new TreeMap<>(Map.of(
                        "Uri", image.uri(),
                        "Digest", image.digest().value(),
                        "Tag", image.tag().value())));
    }
}
