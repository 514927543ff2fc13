package slipway.image;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** The images as ECR has them; what else fails comes out as the SDK's exception. */
public final class EcrImages implements Images {
    private final EcrClient ecr;
    private final EcrPlatforms platforms;
    private final String region;

    /** The HTTP client reads an image's configuration from where ECR keeps it. */
    public EcrImages(EcrClient ecr, SdkHttpClient http, String region) {
        this.ecr = ecr;
        this.platforms = new EcrPlatforms(ecr, http);
        this.region = region;
    }

    @Override
    public Optional<Found> find(Repository repository, Tag tag) {
        var id = ImageIdentifier.builder().imageTag(tag.value()).build();
        return detail(repository, id).map(detail -> found(repository, tag, detail));
    }

    @Override
    public Optional<ImageDetails> describe(Image image) {
        var id = ImageIdentifier.builder().imageDigest(image.digest().value()).build();
        return detail(image.repository(), id)
                .flatMap(detail -> ifThere("ecr:BatchGetImage", image.repository(), () -> platforms.of(image))
                        .map(built -> new ImageDetails(
                                image.digest(),
                                size(image, detail, built),
                                detail.imagePushedAt(),
                                status(detail),
                                built.platforms(),
                                tags(detail).toList())));
    }

    private long size(Image image, ImageDetail detail, EcrPlatforms.Built built) {
        return built.arm64()
                .flatMap(child -> detail(
                        image.repository(),
                        ImageIdentifier.builder().imageDigest(child.value()).build()))
                .or(() -> Optional.of(detail))
                .map(ImageDetail::imageSizeInBytes)
                .orElse(0L);
    }

    /** A registry that knows no archived images says no status. */
    private static String status(ImageDetail detail) {
        return detail.imageStatusAsString() == null ? Held.ACTIVE : detail.imageStatusAsString();
    }

    @Override
    public Optional<List<Tag>> tags(Repository repository, Digest digest) {
        var id = ImageIdentifier.builder().imageDigest(digest.value()).build();
        return detail(repository, id).map(detail -> tags(detail).toList());
    }

    @Override
    public Optional<Held> held(Repository repository, Digest digest) {
        var id = ImageIdentifier.builder().imageDigest(digest.value()).build();
        return detail(repository, id)
                .map(detail -> new Held(status(detail), tags(detail).toList()));
    }

    @Override
    public List<Found> list(Repository repository) {
        var request = request(repository)
                .filter(filter -> filter.tagStatus(TagStatus.TAGGED))
                .build();
        return ifThere(
                        "ecr:DescribeImages",
                        repository,
                        () -> ecr.describeImagesPaginator(request).imageDetails().stream()
                                .flatMap(detail -> tags(detail).map(tag -> found(repository, tag, detail)))
                                .toList())
                .orElse(List.of());
    }

    @Override
    public void keep(Image image, KeepTag tag) {
        var manifest = ifThere("ecr:BatchGetImage", image.repository(), () -> manifest(image))
                .flatMap(found -> found)
                .orElseThrow(() -> new AwsFailure(
                        Kind.NOT_FOUND, "ecr:BatchGetImage", "", image.uri(), "ECR has no such image.", null));
        try {
            ecr.putImage(r -> r.registryId(image.repository().account())
                    .repositoryName(image.repository().name())
                    .imageManifest(manifest.imageManifest())
                    .imageManifestMediaType(manifest.imageManifestMediaType())
                    .imageDigest(image.digest().value())
                    .imageTag(tag.tag().value()));
        } catch (ImageAlreadyExistsException e) {
            // It has the tag already.
        } catch (SdkException e) {
            throw FailureClassifier.of("ecr:PutImage", e);
        }
    }

    private Optional<software.amazon.awssdk.services.ecr.model.Image> manifest(Image image) {
        return ecr
                .batchGetImage(r -> r.registryId(image.repository().account())
                        .repositoryName(image.repository().name())
                        .imageIds(ImageIdentifier.builder()
                                .imageDigest(image.digest().value())
                                .build()))
                .images()
                .stream()
                .findFirst();
    }

    @Override
    public void release(Image image, KeepTag tag) {
        var id = ImageIdentifier.builder().imageTag(tag.tag().value()).build();
        var tagged = detail(image.repository(), id);
        if (tagged.filter(detail -> detail.imageTags().size() > 1).isEmpty()) {
            return;
        }
        ifThere(
                "ecr:BatchDeleteImage",
                image.repository(),
                () -> ecr.batchDeleteImage(r -> r.registryId(image.repository().account())
                        .repositoryName(image.repository().name())
                        .imageIds(id)));
    }

    private Optional<ImageDetail> detail(Repository repository, ImageIdentifier id) {
        return ifThere(
                        "ecr:DescribeImages",
                        repository,
                        () -> ecr
                                .describeImages(request(repository).imageIds(id).build())
                                .imageDetails()
                                .stream()
                                .findFirst())
                .flatMap(first -> first);
    }

    private static DescribeImagesRequest.Builder request(Repository repository) {
        return DescribeImagesRequest.builder().registryId(repository.account()).repositoryName(repository.name());
    }

    private <T> Optional<T> ifThere(String action, Repository repository, Supplier<T> call) {
        if (!repository.region().equals(region)) {
            // This Region's ECR may have a repository of the same name.
            return Optional.empty();
        }
        try {
            return Optional.of(call.get());
        } catch (ImageNotFoundException | RepositoryNotFoundException absent) {
            return Optional.empty();
        } catch (SdkException e) {
            throw FailureClassifier.of(action, e);
        }
    }

    private static Found found(Repository repository, Tag tag, ImageDetail detail) {
        return new Found(new Image(repository, tag, new Digest(detail.imageDigest())), detail.imagePushedAt());
    }

    private static Stream<Tag> tags(ImageDetail detail) {
        return detail.imageTags().stream().map(Tag::new);
    }
}
