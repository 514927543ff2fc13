package slipway.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageDetails;
import slipway.image.InMemoryImages;
import slipway.image.Tag;
import slipway.rollout.World;

/** The images that were pushed, and what their agents are like. */
final class Registry {
    /** What is wrong with an image. */
    enum Quality {
        GOOD,
        /** Its agent answers, and not as declared. */
        BAD,
        /** It is built for another processor. */
        FOREIGN_PLATFORM
    }

    private final InMemoryImages images;
    private final Map<Digest, Quality> qualities = new HashMap<>();
    private final Map<Digest, Instant> pushedAt = new HashMap<>();
    private final Map<Tag, Digest> tags = new LinkedHashMap<>();
    private int number;

    Registry(InMemoryImages images) {
        this.images = images;
    }

    /** A digest that was never there, under this tag. */
    Image push(String tag, Quality quality, Instant now) {
        String hex = Integer.toHexString(++number);
        Image image = image(tag, new Digest("sha256:" + hex + "e".repeat(64 - hex.length())));
        qualities.put(image.digest(), quality);
        put(image, now);
        if (quality == Quality.FOREIGN_PLATFORM) {
            images.change(image, Registry::foreign);
        }
        return image;
    }

    /** A tag moves to a digest that is there already. */
    Image retag(String tag, Digest digest, Instant now) {
        Image image = image(tag, digest);
        put(image, now);
        return image;
    }

    private void put(Image image, Instant now) {
        images.push(image, now);
        pushedAt.putIfAbsent(image.digest(), now);
        tags.put(image.tag(), image.digest());
    }

    private static ImageDetails foreign(ImageDetails known) {
        return new ImageDetails(
                known.digest(),
                known.sizeBytes(),
                known.pushedAt(),
                known.status(),
                Set.of("linux/amd64"),
                known.tags());
    }

    private static Image image(String tag, Digest digest) {
        return new Image(World.SUPPORT, new Tag(tag), digest);
    }

    void delete(Image image) {
        images.delete(image);
        tags.values().removeIf(image.digest()::equals);
        pushedAt.remove(image.digest());
    }

    Optional<Image> any(SplittableRandom random) {
        List<Image> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    List<Image> all() {
        List<Image> all = new ArrayList<>();
        tags.forEach((tag, digest) -> all.add(new Image(World.SUPPORT, tag, digest)));
        return all;
    }

    boolean has(Digest digest) {
        return tags.containsValue(digest);
    }

    /** Whether it is there, under a tag or under none. */
    boolean holds(Digest digest) {
        return pushedAt.containsKey(digest);
    }

    Quality quality(Digest digest) {
        return qualities.getOrDefault(digest, Quality.GOOD);
    }

    /** The newest image that the policy accepts, found without its code. */
    Optional<Image> newest(Declared.Policy policy) {
        return switch (policy) {
            case SEMVER ->
                all().stream()
                        .filter(image -> !image.tag().value().equals("production"))
                        .max(Comparator.comparingInt((Image image) -> ordinal(image.tag()))
                                .thenComparing(this::time)
                                .thenComparing(image -> image.digest().value()));
            case NEWEST ->
                all().stream()
                        .max(Comparator.comparing(this::time)
                                .thenComparing(image -> image.digest().value()));
            case EXACT ->
                all().stream()
                        .filter(image -> image.tag().value().equals("production"))
                        .findFirst();
        };
    }

    private Instant time(Image image) {
        return pushedAt.getOrDefault(image.digest(), Instant.EPOCH);
    }

    private static int ordinal(Tag tag) {
        String[] parts = tag.value().split("\\.", -1);
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
    }
}
