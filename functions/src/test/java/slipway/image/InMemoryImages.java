package slipway.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** A registry in memory: what ECR does, without its rates and its delays. */
public final class InMemoryImages implements Images {
    private record Key(Repository repository, Digest digest) {}

    private final Map<Key, ImageDetails> images = new LinkedHashMap<>();
    private final Map<Repository, Map<Tag, Digest>> tags = new LinkedHashMap<>();

    /** An active linux/arm64 image of 100 MB; a digest that is there already keeps its push time. */
    public Found push(Repository repository, Tag tag, Digest digest, Instant at) {
        var details = new ImageDetails(digest, 100_000_000, at, "ACTIVE", Set.of("linux/arm64"), List.of());
        images.putIfAbsent(new Key(repository, digest), details);
        tags.computeIfAbsent(repository, absent -> new LinkedHashMap<>()).put(tag, digest);
        return find(repository, tag).orElseThrow();
    }

    /** As {@link #push(Repository, Tag, Digest, Instant)}, with the names of the image. */
    public Found push(Image image, Instant at) {
        return push(image.repository(), image.tag(), image.digest(), at);
    }

    /** Makes what is known about an image something else. */
    public void change(Image image, UnaryOperator<ImageDetails> change) {
        images.computeIfPresent(new Key(image.repository(), image.digest()), (key, details) -> change.apply(details));
    }

    /** Removes the digest and every tag of it. */
    public void delete(Image image) {
        images.remove(new Key(image.repository(), image.digest()));
        tags.getOrDefault(image.repository(), new LinkedHashMap<>())
                .values()
                .removeIf(digest -> digest.equals(image.digest()));
    }

    @Override
    public Optional<Found> find(Repository repository, Tag tag) {
        return Optional.ofNullable(tags.getOrDefault(repository, Map.of()).get(tag))
                .map(digest -> new Found(
                        new Image(repository, tag, digest),
                        details(repository, digest).pushedAt()));
    }

    @Override
    public Optional<ImageDetails> describe(Image image) {
        return Optional.ofNullable(images.get(new Key(image.repository(), image.digest())))
                .map(details -> withTags(image.repository(), details));
    }

    @Override
    public Optional<List<Tag>> tags(Repository repository, Digest digest) {
        return Optional.ofNullable(images.get(new Key(repository, digest)))
                .map(details -> withTags(repository, details).tags());
    }

    @Override
    public Optional<Held> held(Repository repository, Digest digest) {
        return Optional.ofNullable(images.get(new Key(repository, digest)))
                .map(details -> withTags(repository, details))
                .map(details -> new Held(details.status(), details.tags()));
    }

    @Override
    public void keep(Image image, KeepTag tag) {
        if (!images.containsKey(new Key(image.repository(), image.digest()))) {
            throw new AwsFailure(Kind.NOT_FOUND, "ecr:BatchGetImage", "", image.uri(), "no such image", null);
        }
        tags.computeIfAbsent(image.repository(), absent -> new LinkedHashMap<>())
                .put(tag.tag(), image.digest());
    }

    @Override
    public void release(Image image, KeepTag tag) {
        boolean another =
                describe(image).filter(details -> details.tags().size() > 1).isPresent();
        if (another) {
            tags.getOrDefault(image.repository(), new LinkedHashMap<>()).remove(tag.tag());
        }
    }

    @Override
    public List<Found> list(Repository repository) {
        var found = new ArrayList<Found>();
        tags.getOrDefault(repository, Map.of())
                .keySet()
                .forEach(tag -> find(repository, tag).ifPresent(found::add));
        return found;
    }

    private ImageDetails details(Repository repository, Digest digest) {
        return Optional.ofNullable(images.get(new Key(repository, digest))).orElseThrow();
    }

    private ImageDetails withTags(Repository repository, ImageDetails details) {
        var names = tags.getOrDefault(repository, Map.of()).entrySet().stream()
                .filter(tag -> tag.getValue().equals(details.digest()))
                .map(Map.Entry::getKey)
                .toList();
        return new ImageDetails(
                details.digest(),
                details.sizeBytes(),
                details.pushedAt(),
                details.status(),
                details.platforms(),
                names);
    }
}
