package slipway.image;

import java.util.regex.Pattern;
import slipway.limit.Limits;

/** An image that is pinned: its repository, the tag that it came under, and the digest that it is. */
public record Image(Repository repository, Tag tag, Digest digest) {
    private static final String REMEDY =
            "write it pinned, as ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG@sha256:DIGEST";
    private static final Pattern URI = Pattern.compile(
            "([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+):([^:@]+)@([^@]+)");

    /** The one form in which an image is ever deployed. */
    public String uri() {
        return "%s:%s@%s".formatted(repository.uri(), tag, digest);
    }

    /** Reads what {@link #uri()} wrote, or a person did; throws InvalidImage with field, value and remedy. */
    public static Image parse(String uri) {
        var parts = URI.matcher(uri);
        if (!Limits.of("image.uri.characters").allows(uri.length()) || !parts.matches()) {
            throw new InvalidImage("image", uri, REMEDY);
        }
        var repository = new Repository(parts.group(1), parts.group(2), parts.group(3));
        var image = new Image(repository, new Tag(parts.group(4)), new Digest(parts.group(5)));
        if (!image.uri().equals(uri)) {
            throw new InvalidImage("image", uri, "write the host as " + repository.host());
        }
        return image;
    }

    @Override
    public String toString() {
        return uri();
    }
}
