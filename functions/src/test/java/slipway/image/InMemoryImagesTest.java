package slipway.image;

import java.util.Set;

class InMemoryImagesTest extends ImagesContract {
    private final InMemoryImages images = new InMemoryImages();
    private int minutes;

    @Override
    protected Images images() {
        return images;
    }

    @Override
    protected Repository repository() {
        return Samples.SUPPORT;
    }

    @Override
    protected Digest push(Tag tag, String content, Set<String> platforms) {
        var digest = new Digest("sha256:%064x".formatted(content.hashCode()));
        var found = images.push(repository(), tag, digest, Samples.NOON.plusSeconds(60L * minutes++));
        images.change(
                found.image(),
                details -> new ImageDetails(
                        digest, details.sizeBytes(), details.pushedAt(), details.status(), platforms, details.tags()));
        return digest;
    }
}
